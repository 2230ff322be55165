import { describe, expect, it } from 'vitest';
import { aComment, hoursAfter } from '../builders.ts';
import { inBoth, inDatabase } from './both.ts';
import { changing, commentId, opening, ticketId } from './changes.ts';

describe('the conversation of a ticket', () => {
  inBoth((stores) => {
    const saySo = async (count: number): Promise<void> => {
      await stores().tickets.save(opening());
      let { after } = opening();
      for (let n = 2; n <= count; n += 1) {
        const comment = aComment({ id: commentId(n), ticketId: ticketId(1), text: `Comment ${n}` });
        const change = changing(after, { updatedAt: hoursAfter(n) }, { comments: [comment] });
        await stores().tickets.save(change);
        after = change.after;
      }
    };

    it('is read oldest first, page by page, nothing twice and nothing left out', async () => {
      await saySo(7);
      const { tickets } = stores();
      const ids: string[] = [];
      let cursor: string | null = null;
      const sizes: number[] = [];
      do {
        const page = await tickets.comments(ticketId(1), { size: 3, after: cursor });
        ids.push(...page.items.map(({ id }) => id));
        sizes.push(page.items.length);
        cursor = page.next;
      } while (cursor !== null);
      expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7].map(commentId));
      expect(sizes).toEqual([3, 3, 1]);
    });

    it('has no further page when the last one is just full', async () => {
      await saySo(3);
      const page = await stores().tickets.comments(ticketId(1), { size: 3, after: null });
      expect(page.items).toHaveLength(3);
      expect(page.next).toBeNull();
    });

    it('is empty for an unknown ticket', async () => {
      const page = { size: 10, after: null };
      expect(await stores().tickets.comments(ticketId(404), page)).toEqual({ items: [], next: null });
      expect(await stores().tickets.events(ticketId(404), page)).toEqual({ items: [], next: null });
    });

    it('orders events by number, not by letter', async () => {
      await saySo(12);
      const { tickets } = stores();
      const first = await tickets.events(ticketId(1), { size: 10, after: null });
      expect(first.items.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      const second = await tickets.events(ticketId(1), { size: 10, after: first.next });
      expect(second.items.map(({ version }) => version)).toEqual([11, 12]);
    });

    it('tells what a caller with an old version has not seen', async () => {
      await saySo(4);
      const newer = await stores().tickets.eventsAfter(ticketId(1), 2);
      expect(newer.map(({ version }) => version)).toEqual([3, 4]);
      expect(await stores().tickets.eventsAfter(ticketId(1), 4)).toEqual([]);
    });

    it('gives every field of a comment back', async () => {
      const comment = aComment({
        id: commentId(1),
        ticketId: ticketId(1),
        by: 'system',
        public: false,
        bodyText: 'all of it\n> quoted',
        bodyHtml: '<p>all of it</p>',
        visibleText: 'all of it',
        attachments: [{ id: 'att_1', fileName: 'a.log', contentType: 'text/plain', size: 3, sha256: 'ff' }],
        mailId: 'mail_1',
      });
      await stores().tickets.save(opening(1, {}, { comments: [comment] }));
      expect(await stores().tickets.comment(ticketId(1), commentId(1))).toEqual(comment);
    });

    it('keeps an empty text', async () => {
      const comment = aComment({ id: commentId(1), ticketId: ticketId(1), bodyText: '', visibleText: '' });
      await stores().tickets.save(opening(1, {}, { comments: [comment] }));
      expect(await stores().tickets.comment(ticketId(1), commentId(1))).toEqual(comment);
    });
  });

  inDatabase((stores) => {
    it('puts long texts into the bucket and reads them back', async () => {
      const { tickets, table, texts } = stores();
      const bodyText = 'Ж'.repeat(300_000);
      const bodyHtml = `<p>${bodyText}</p>`;
      const comment = aComment({
        id: commentId(1),
        ticketId: ticketId(1),
        bodyText,
        bodyHtml,
        visibleText: 'short',
      });
      await tickets.save(opening(1, {}, { comments: [comment] }));
      expect(await tickets.comment(ticketId(1), commentId(1))).toEqual(comment);
      expect(await tickets.description(ticketId(1))).toBe(bodyText);
      const row = await table.get({ PK: `TICKET#${ticketId(1)}`, SK: `COMMENT#${commentId(1)}` });
      expect(row?.bodyText).toEqual({
        key: expect.stringMatching(/^texts\/[0-9a-f]{64}$/),
        size: 600_000,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(row?.visibleText).toBe('short');
      expect(texts.stored.size).toBe(2);
    });

    it('keeps a text of 32 KB in the row', async () => {
      const { tickets, texts } = stores();
      const comment = aComment({ id: commentId(1), ticketId: ticketId(1), text: 'x'.repeat(32 * 1024) });
      await tickets.save(opening(1, {}, { comments: [comment] }));
      expect(await tickets.comment(ticketId(1), commentId(1))).toEqual(comment);
      expect(texts.stored.size).toBe(0);
    });
  });
});

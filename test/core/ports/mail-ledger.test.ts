import { describe, expect, it } from 'vitest';
import type { Filing } from '../../../lambdas/core/application/records.ts';
import type { LedgerRow } from '../../../lambdas/core/domain/mail/ledger.ts';
import { after } from '../builders.ts';
import { inBoth } from './both.ts';
import { changing, opening, outcomes, ticketId } from './changes.ts';

const aRow = (n: number, over: Partial<LedgerRow> = {}): LedgerRow => ({
  id: `ses-${n}`,
  objectKey: `inbound/ses-${n}`,
  receivedAt: after(n),
  envelopeFrom: 'maria@example.com',
  from: 'maria@example.com',
  to: ['support@desk.example'],
  subject: 'The export stops',
  headerMessageId: `<m${n}@example.com>`,
  kind: 'human',
  disposition: 'quarantine',
  reason: 'A person must look.',
  ticketId: null,
  commentId: null,
  verdicts: { spf: 'pass', dkim: 'none', dmarc: 'gray', spam: 'pass', virus: 'error' },
  threadedBy: null,
  size: 1234,
  attachments: [{ id: 'att_1', fileName: 'a.txt', contentType: 'text/plain', size: 3, sha256: 'ff' }],
  acknowledgement: null,
  disposedAt: after(n),
  actedBy: null,
  revision: 1,
  ...over,
});

const filing = (row: LedgerRow, over: Partial<Filing> = {}): Filing => ({
  row,
  duplicateKey: `${row.headerMessageId} ff`,
  messageIds: row.headerMessageId === null ? [] : [row.headerMessageId],
  ...over,
});

const size = 50;
const names = (rows: readonly LedgerRow[]): readonly string[] => rows.map(({ id }) => id);

describe('the mail ledger', () => {
  inBoth((stores) => {
    it('keeps a message once, however many file it at the same time', async () => {
      const { ledger } = stores();
      const tries = Array.from({ length: 20 }, () => ledger.file(filing(aRow(1))));
      expect(await outcomes(tries)).toEqual({ kept: 1, errors: ['MailDisposed'] });
      expect(await ledger.find('ses-1')).toEqual(aRow(1));
      expect(await ledger.find('ses-2')).toBeNull();
      expect(await ledger.known(['ses-1', 'ses-2'])).toEqual(new Set(['ses-1']));
    });

    it('keeps one of twenty messages that say the same, and tells the others which', async () => {
      const { ledger } = stores();
      const rows = Array.from({ length: 20 }, (_, n) =>
        aRow(n + 1, { headerMessageId: '<same@example.com>' }),
      );
      expect(await outcomes(rows.map((row) => ledger.file(filing(row))))).toEqual({
        kept: 1,
        errors: ['MailDuplicate'],
      });
      const first = await ledger.firstOf('<same@example.com> ff');
      const other = rows.find(({ id }) => id !== first) ?? aRow(0);
      await expect(ledger.file(filing(other))).rejects.toMatchObject({ extra: { first } });
      await ledger.file(filing(other, { duplicateKey: null }));
      await ledger.file(
        filing(aRow(40, { headerMessageId: '<same@example.com>' }), { duplicateKey: 'other' }),
      );
      expect(await ledger.firstOf('nothing')).toBeNull();
    });

    it('takes one new decision about a message for each that it held', async () => {
      const { ledger } = stores();
      await ledger.file(filing(aRow(1)));
      const discarded = aRow(1, { disposition: 'discarded', actedBy: 'agt_1', revision: 2 });
      const tries = Array.from({ length: 5 }, () => ledger.file(filing(discarded)));
      expect(await outcomes(tries)).toEqual({ kept: 1, errors: ['MailDisposed'] });
      expect(await ledger.find('ses-1')).toEqual(discarded);
      const { items } = await ledger.list({ disposition: 'quarantine' }, { size, after: null });
      expect(items).toEqual([]);
    });

    it('is written with the change of the ticket, or not at all', async () => {
      const { ledger, tickets } = stores();
      const opened = opening(1);
      const row = aRow(1, { disposition: 'ticket', ticketId: ticketId(1), acknowledgement: 'given' });
      await tickets.save({ ...opened, filing: filing(row) });
      expect(await ledger.find('ses-1')).toEqual(row);
      expect(await ledger.messages(['<x@example.com>', '<m1@example.com>'])).toEqual([
        { messageId: '<m1@example.com>', ticketId: ticketId(1), claim: null },
      ]);
      await expect(tickets.save({ ...opening(2), filing: filing(row) })).rejects.toMatchObject({
        name: 'MailDisposed',
      });
      expect(await tickets.find(ticketId(2))).toBeNull();
      const stale = changing({ ...opened.after, version: 7 });
      const second = filing(aRow(2, { disposition: 'comment', ticketId: ticketId(1) }));
      await expect(tickets.save({ ...stale, filing: second })).rejects.toMatchObject({
        name: 'VersionConflict',
      });
      expect(await ledger.find('ses-2')).toBeNull();
      const copy = filing(aRow(3, { headerMessageId: '<m1@example.com>', ticketId: ticketId(3) }));
      await expect(tickets.save({ ...opening(3), filing: copy })).rejects.toMatchObject({
        name: 'MailDuplicate',
      });
      expect(await tickets.find(ticketId(3))).toBeNull();
    });

    it('opens one ticket for twenty deliveries of one mail', async () => {
      const { ledger, tickets } = stores();
      const tries = Array.from({ length: 20 }, (_, n) =>
        tickets.save({
          ...opening(n + 1),
          filing: filing(aRow(n + 1, { headerMessageId: '<one@example.com>', ticketId: ticketId(n + 1) })),
        }),
      );
      expect(await outcomes(tries)).toEqual({ kept: 1, errors: ['MailDuplicate'] });
      const first = await ledger.firstOf('<one@example.com> ff');
      const { ticketId: winner } = (await ledger.find(first ?? '')) ?? aRow(0);
      expect(await ledger.messages(['<one@example.com>'])).toMatchObject([{ ticketId: winner }]);
    });

    it('gives a Message-ID to the ticket that had it first', async () => {
      const { ledger, tickets } = stores();
      const messageIds = ['<0102-abc@eu-west-1.amazonses.com>', `<${'long'.repeat(200)}@example.com>`];
      for (const n of [1, 2]) {
        const row = aRow(n, { disposition: 'ticket', ticketId: ticketId(n) });
        await tickets.save({ ...opening(n), filing: filing(row, { messageIds }) });
      }
      expect((await ledger.messages(messageIds)).map((one) => one.ticketId)).toEqual([
        ticketId(1),
        ticketId(1),
      ]);
      expect(await ledger.messages(['<0102-abc@email.amazonses.com>'])).toHaveLength(1);
      expect(await ledger.messages(['<0102-abc@amazonses.com.evil.example>'])).toEqual([]);
      expect(await ledger.messages([])).toEqual([]);
    });

    it('knows the mails that went out by the id that SES gave them', async () => {
      const { ledger, claims } = stores();
      const claim = { eventId: 'evt_1', recipient: 'maria@example.com' };
      const mail = { ticketId: ticketId(1), ...claim, notice: 'reply', commentId: null };
      await claims.claim(mail, after(0));
      await claims.complete(mail, '0102-out', after(1));
      const messageId = '<0102-out@eu-west-1.amazonses.com>';
      expect(await ledger.messages([messageId])).toEqual([{ messageId, ticketId: ticketId(1), claim }]);
    });

    it('is listed newest first, page by page and month by month, by what is asked for', async () => {
      const { ledger, clock } = stores();
      const month = (n: number): string => new Date(Date.UTC(2026, 10 - n, 3 + n)).toISOString();
      clock.set(after(100));
      for (let n = 1; n <= 9; n += 1) {
        await ledger.file(
          filing(
            aRow(n, {
              receivedAt: month(9 - n),
              disposition: n % 3 === 0 ? 'quarantine' : 'comment',
              kind: n % 2 === 0 ? 'human' : 'suspect',
              ticketId: n % 3 === 1 ? ticketId(1) : null,
            }),
          ),
        );
      }
      const all: string[] = [];
      for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
        const page = await ledger.list({}, { size: 4, after: cursor });
        all.push(...names(page.items));
        cursor = page.next;
      }
      expect(all).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1].map((n) => `ses-${n}`));
      const listed = async (filter: Parameters<typeof ledger.list>[0]) =>
        names((await ledger.list(filter, { size, after: null })).items);
      expect(await listed({ disposition: 'quarantine' })).toEqual(['ses-9', 'ses-6', 'ses-3']);
      expect(await listed({ disposition: 'quarantine', kind: 'human' })).toEqual(['ses-6']);
      expect(await listed({ ticketId: ticketId(1) })).toEqual(['ses-7', 'ses-4', 'ses-1']);
      expect(await listed({ kind: 'suspect', disposition: 'comment' })).toEqual(['ses-7', 'ses-5', 'ses-1']);
      expect(await listed({ ticketId: ticketId(9) })).toEqual([]);
    });

    it('lets one ticket of an address be acknowledged in ten minutes', async () => {
      const { ledger } = stores();
      const email = 'maria@example.com';
      const tries = Array.from({ length: 20 }, (_, n) => ledger.mayAcknowledge(email, `ses-${n}`, after(0)));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      expect(await ledger.mayAcknowledge('olga@example.com', 'ses-x', after(0))).toBe(true);
      expect(await ledger.mayAcknowledge('olga@example.com', 'ses-x', after(1))).toBe(true);
      expect(await ledger.mayAcknowledge(email, 'ses-30', after(9))).toBe(false);
      expect(await ledger.mayAcknowledge(email, 'ses-30', after(11))).toBe(true);
    });
  });
});

describe('people', () => {
  inBoth((stores) => {
    it('are verified by a mail that proves itself, before and after their first ticket', async () => {
      const { people, tickets } = stores();
      await people.verify('new@example.com');
      expect(await people.find('new@example.com')).toMatchObject({ verified: true, name: null });
      const { after: ticket } = opening(1);
      await tickets.save(opening(1));
      await people.verify(ticket.requester.email);
      expect(await people.find('new@example.com')).toMatchObject({ verified: true });
    });
  });
});

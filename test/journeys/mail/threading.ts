/** An answer finds its ticket, whatever its mail program has dropped. */
import { describe, expect, test } from 'vitest';
import { idOf, lastOn, openedBy, quoted, sent, ticketOf } from '../support/letters.ts';
import type { SharedDesk } from '../support/shared-desk.ts';
import { commentOn } from '../support/tickets.ts';

export const threadingStories = (desk: SharedDesk): void => {
  /** A ticket that its requester opened by mail and an agent has answered, and the agent's mail. */
  const answered = async (name: string) => {
    const from = `${name}@people.example`;
    const { ticket } = await openedBy(desk, { from, text: `I am ${name}.` });
    await commentOn(desk, 'agent1', ticket.number, { body: 'Is it plugged in?' });
    const mail = (await desk.mailsTo(from)).at(-1);
    expect(mail?.text).toContain('Is it plugged in?');
    return { from, ticket, mail };
  };

  describe('an answer that keeps only', () => {
    test('In-Reply-To is added to its ticket', async () => {
      const { from, ticket, mail } = await answered('only-in-reply-to');
      const row = await sent(desk, {
        from,
        subject: 'Something else',
        text: 'It is.',
        headers: [`In-Reply-To: <${idOf(mail)}>`],
      });
      expect(row).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
      expect(row.threadedBy).toContain('In-Reply-To');
      expect(await lastOn(desk, ticket.number)).toMatchObject({
        public: true,
        visibleText: 'It is.',
        mailId: row.id,
      });
    });

    test('the signed address is added to its ticket', async () => {
      const { from, ticket, mail } = await answered('only-plus');
      const to = mail?.headers['reply-to'] ?? '';
      const row = await sent(desk, { from, to, subject: 'Something else', text: 'It is.' });
      expect(row).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
      expect(row.threadedBy).toContain('the signed reply address');
    });

    test('the quoted text is added to its ticket by the marker in it, and shows only what is new', async () => {
      const { from, ticket, mail } = await answered('only-marker');
      const row = await sent(desk, {
        from,
        subject: 'Something else',
        text: `It is.\n\n${quoted(mail)}`,
      });
      expect(row).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
      expect(row.threadedBy).toContain('marker');
      expect(await lastOn(desk, ticket.number)).toMatchObject({ public: true, visibleText: 'It is.' });
    });

    test('References with the id that SES gave our mail is added to its ticket', async () => {
      const { from, ticket, mail } = await answered('only-references');
      const references = [`<${ticket.id}@apple.example>`, `<${idOf(mail)}>`, '<draft@apple.example>'];
      const row = await sent(desk, {
        from,
        subject: 'Something else',
        text: 'It is.',
        // Folded, as Apple Mail writes it.
        headers: ['In-Reply-To: <draft@apple.example>', `References: ${references.join('\r\n ')}`],
      });
      expect(row).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
      expect(row.threadedBy).toContain('References');
    });

    test('the number in the subject is added to its ticket when DMARC has passed', async () => {
      const { from, ticket } = await answered('only-number');
      const subject = `Re: [#${ticket.number}] Lamp`;
      const row = await sent(desk, { from, subject, text: 'It is.' });
      expect(row).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
      expect(row.threadedBy).toContain('the number in the subject');
    });
  });

  test('an answer to the requester’s own mail finds the ticket that it opened', async () => {
    const from = 'own-id@people.example';
    const { ticket } = await openedBy(desk, { from, id: 'mine@own-id.example' });
    const more = { from, subject: 'More', headers: ['In-Reply-To: <mine@own-id.example>'] };
    expect(await sent(desk, more)).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
  });

  test('a stranger who writes the number in the subject opens a ticket of their own', async () => {
    const { ticket } = await answered('numbered');
    const row = await sent(desk, {
      from: 'stranger@elsewhere.example',
      subject: `Re: [#${ticket.number}] Lamp`,
      text: 'Tell me all about it.',
    });
    expect(row).toMatchObject({ disposition: 'ticket', threadedBy: null });
    const own = await ticketOf(desk, row);
    expect(own.id).not.toBe(ticket.id);
    expect((await lastOn(desk, ticket.number))?.bodyText).toBe('Is it plugged in?');
    const [told] = await desk.mailsTo('stranger@elsewhere.example');
    expect(told?.text).not.toContain('plugged');
  });

  test('a stranger with a signed address of the ticket leaves a note that says so, and is told nothing', async () => {
    const { ticket, mail } = await answered('forwarder');
    const from = 'colleague@elsewhere.example';
    const to = mail?.headers['reply-to'] ?? '';
    const row = await sent(desk, { from, to, subject: 'Re: Lamp', text: 'I sit beside them.' });
    expect(row).toMatchObject({ disposition: 'note', ticketId: ticket.id });
    const note = await lastOn(desk, ticket.number);
    expect(note).toMatchObject({ public: false, author: { kind: 'stranger', email: from } });
    expect(note?.visibleText).toContain(`POST /v1/tickets/${ticket.number}/participants`);
    expect(await desk.mailsTo(from)).toEqual([]);
  });
};

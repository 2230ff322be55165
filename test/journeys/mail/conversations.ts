/** What people do by mail over the life of a ticket: thank, come back, copy others in, write by SMTP. */
import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import {
  commentsOn,
  idOf,
  lastOn,
  ledgerOf,
  mailsAbout,
  openedBy,
  rawOf,
  SUPPORT,
  sent,
  statusOf,
  ticketOf,
} from '../support/letters.ts';
import type { SharedDesk } from '../support/shared-desk.ts';
import { commentOn, eventsOf } from '../support/tickets.ts';

export const conversationStories = (desk: SharedDesk): void => {
  const solvedBy = async (name: string) => {
    const from = `${name}@people.example`;
    const { ticket } = await openedBy(desk, { from });
    await commentOn(desk, 'agent1', ticket.number, { body: 'Here is a new one.', status: 'solved' });
    const mail = (await mailsAbout(desk, from, ticket.number)).at(-1);
    return { from, ticket, answer: { from, headers: [`In-Reply-To: <${idOf(mail)}>`] } };
  };

  test('a mere thanks is kept without opening a solved ticket again, and a question opens it', async () => {
    const { ticket, answer } = await solvedBy('grateful');
    expect(await sent(desk, { ...answer, text: 'Thank you very much!' })).toMatchObject({
      disposition: 'comment',
    });
    expect(await statusOf(desk, ticket.number)).toBe('solved');
    expect(await lastOn(desk, ticket.number)).toMatchObject({
      public: true,
      visibleText: 'Thank you very much!',
    });
    expect((await eventsOf(desk, ticket.number, 'ticket.commented')).at(-1)?.payload.thanks).toBe(true);
    await sent(desk, { ...answer, text: 'Thanks, but which one do I turn off first?' });
    expect(await statusOf(desk, ticket.number)).toBe('open');
  });

  test('an answer to a closed ticket opens a follow-up that names it', async () => {
    const { ticket, from, answer } = await solvedBy('returning');
    await desk.advance('PT2H1M');
    expect(await statusOf(desk, ticket.number)).toBe('closed');
    const row = await sent(desk, { ...answer, subject: `Re: [#${ticket.number}] Lamp`, text: 'Dark again.' });
    expect(row).toMatchObject({ disposition: 'ticket' });
    const next = await ticketOf(desk, row);
    expect(next).toMatchObject({ followUpOf: ticket.id, status: 'new', subject: 'Lamp' });
    expect(await commentsOn(desk, ticket.number)).toHaveLength(2);
    expect((await mailsAbout(desk, from, next.number))[0]?.text).toContain(`Its number is ${next.number}`);
  });

  test('mail by SMTP takes the same way, and an address that is not ours is refused at the door', async () => {
    const transport = createTransport({
      host: '127.0.0.1',
      port: desk.smtpPort,
      secure: false,
      ignoreTLS: true,
    });
    const from = 'smtp@people.example';
    const letter = { from, subject: 'Лампа', text: 'Темно.', id: 'smtp@people.example' };
    await transport.sendMail({ envelope: { from, to: SUPPORT }, raw: rawOf(letter) });
    await expect(
      transport.sendMail({ envelope: { from, to: 'x@elsewhere.example' }, raw: rawOf(letter) }),
    ).rejects.toThrow(/550/);
    transport.close();
    await desk.settle();
    const row = (await ledgerOf(desk)).find(({ headerMessageId }) => headerMessageId === `<${letter.id}>`);
    expect(row).toMatchObject({ disposition: 'ticket', subject: 'Лампа' });
    const [told] = await desk.mailsTo(from);
    // Nobody vouches for a sender on this machine, so nothing of theirs is quoted.
    expect(told?.subject).not.toContain('Лампа');
    const [comment] = await commentsOn(desk, row?.ticketId ?? '');
    expect(comment?.visibleText).toBe('Темно.');
  });

  test('people in copy are on the ticket, hear what is answered, and may answer themselves', async () => {
    const { ticket } = await openedBy(desk, {
      from: 'host@people.example',
      cc: '"Guest, The" <guest@people.example>',
    });
    await commentOn(desk, 'agent1', ticket.number, { body: 'Which floor?' });
    const [mail] = await mailsAbout(desk, 'guest@people.example', ticket.number);
    const to = mail?.headers['reply-to'] ?? '';
    const row = await sent(desk, { from: 'guest@people.example', to, text: 'The third.' });
    expect(row).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
    expect((await mailsAbout(desk, 'host@people.example', ticket.number)).at(-1)?.text).toContain(
      'The third.',
    );
  });
};

/** One mail is one mail, however often and by whichever way it comes; two mails are two. */
import { expect, test } from 'vitest';
import { switchOff, switchOn } from '../support/habits.ts';
import {
  BILLING,
  commentsOn,
  type Letter,
  openedBy,
  post,
  rowOf,
  SUPPORT,
  sent,
  ticketOf,
} from '../support/letters.ts';
import type { SharedDesk } from '../support/shared-desk.ts';
import { type Listed, numbersIn } from '../support/tickets.ts';

export const copyStories = (desk: SharedDesk): void => {
  const ticketsOf = (email: string) => numbersIn(desk, 'lead', `requester:${email}`);

  test('twenty deliveries of one mail at once make one ticket and one acknowledgement', async () => {
    const letter: Letter = { from: 'twenty@people.example', id: 'twenty@people.example' };
    const ids = await Promise.all(Array.from({ length: 20 }, () => post(desk, letter)));
    await desk.settle();
    const rows = await Promise.all(ids.map((id) => rowOf(desk, id)));
    expect(rows.filter(({ disposition }) => disposition === 'ticket')).toHaveLength(1);
    expect(rows.filter(({ disposition }) => disposition === 'discarded')).toHaveLength(19);
    expect(await ticketsOf(letter.from)).toHaveLength(1);
    expect(await desk.mailsTo(letter.from)).toHaveLength(1);
  });

  test('a mail that SES tells of twice, and the queue delivers twice, is taken in once', async () => {
    await switchOn(
      desk,
      ['ses', 'sqs'].map((service) => ({ kind: 'duplicate', service })),
    );
    const { ticket } = await openedBy(desk, { from: 'told-twice@people.example' });
    await switchOff(desk);
    expect(await commentsOn(desk, ticket.number)).toHaveLength(1);
    expect(await ticketsOf('told-twice@people.example')).toHaveLength(1);
  });

  test('one mail to two of our mailboxes, each with its own delivery, is one ticket', async () => {
    const letter: Letter = {
      from: 'both@people.example',
      to: SUPPORT,
      cc: BILLING,
      id: 'both@people.example',
    };
    const together = await sent(desk, letter, { to: [SUPPORT, BILLING] });
    expect(together).toMatchObject({ disposition: 'ticket' });
    for (const to of [SUPPORT, BILLING])
      expect(await sent(desk, letter, { to: [to] })).toMatchObject({ disposition: 'discarded' });
    expect(await ticketsOf(letter.from)).toHaveLength(1);
    expect((await ticketOf(desk, together)).participants).toEqual([]);
  });

  test('the same Message-ID with other content is another mail', async () => {
    const from = 'broken-program@people.example';
    const letter: Letter = { from, id: 'always-the-same@people.example', text: 'The first.' };
    const first = await sent(desk, letter);
    const second = await sent(desk, { ...letter, text: 'The second.' });
    const again = await sent(desk, letter);
    expect([first, second, again].map(({ disposition }) => disposition)).toEqual([
      'ticket',
      'ticket',
      'discarded',
    ]);
    expect(await ticketsOf(from)).toHaveLength(2);
  });

  test('a forgery that waits in quarantine does not keep out the mail that it copies', async () => {
    const from = 'copied@people.example';
    const { ticket } = await openedBy(desk, { from, id: 'before@copied.example' });
    const letter: Letter = { from, text: 'It works.', headers: ['In-Reply-To: <before@copied.example>'] };
    const early = { ...letter, id: 'after@copied.example' };
    expect(await sent(desk, early, { dmarc: 'fail' })).toMatchObject({ disposition: 'quarantine' });
    expect(await sent(desk, early)).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
  });

  test('what a copy says about itself can be looked up', async () => {
    const letter: Letter = { from: 'lookup@people.example', id: 'lookup@people.example' };
    const first = await sent(desk, letter);
    const copy = await sent(desk, letter);
    expect(copy.reason).toContain(first.id);
    const path = '/v1/mail?disposition=discarded&page[size]=1';
    expect((await desk.call<Listed<{ id: string }>>('agent1', 'GET', path)).body.data).toMatchObject([
      { id: copy.id },
    ]);
  });
};

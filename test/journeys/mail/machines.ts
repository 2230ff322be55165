/** What machines write: away notices, reports, lists, and another desk that answers everything. */
import { expect, test } from 'vitest';
import { idOf, type Letter, lastOn, openedBy, sent, statusOf } from '../support/letters.ts';
import type { SharedDesk } from '../support/shared-desk.ts';
import { commentOn, type Listed } from '../support/tickets.ts';

interface Delivery {
  readonly email: string;
  readonly status: string;
}

export const machineStories = (desk: SharedDesk): void => {
  test('an out-of-office answer is a note on its ticket and opens nothing again; without a ticket it is discarded', async () => {
    const from = 'away@people.example';
    const { ticket } = await openedBy(desk, { from });
    await commentOn(desk, 'agent1', ticket.number, { body: 'Solved?', status: 'solved' });
    const mails = await desk.mailsTo(from);
    const away: Letter = {
      from,
      subject: 'Automatic reply: Lamp',
      text: 'I am on a beach.',
      headers: ['Auto-Submitted: auto-replied', `In-Reply-To: <${idOf(mails.at(-1))}>`],
    };
    expect(await sent(desk, away)).toMatchObject({
      kind: 'auto-reply',
      disposition: 'note',
      ticketId: ticket.id,
    });
    expect(await statusOf(desk, ticket.number)).toBe('solved');
    expect((await lastOn(desk, ticket.number))?.visibleText).toContain('I am on a beach.');
    const { headers: _, ...loose } = away;
    expect(await sent(desk, loose)).toMatchObject({
      kind: 'auto-reply',
      disposition: 'discarded',
      ticketId: null,
    });
    expect(await desk.mailsTo(from)).toHaveLength(mails.length);
  });

  test('a report of a mail server marks the mail that it is about and is a note on its ticket', async () => {
    const from = 'full@people.example';
    const { ticket, mails } = await openedBy(desk, { from });
    const report = [
      'This is a report of a mail server.',
      '--=b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.people.example',
      '',
      `Final-Recipient: rfc822; ${from}`,
      'Action: failed',
      'Status: 5.2.2',
      'Diagnostic-Code: smtp; 552 5.2.2 Mailbox full',
      '',
      '--=b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: <${idOf(mails[0])}>`,
      `To: ${from}`,
      '',
      '--=b--',
    ].join('\n');
    const row = await sent(
      desk,
      {
        from: 'Mail Delivery Subsystem <mailer-daemon@mx.people.example>',
        subject: 'Undelivered Mail Returned to Sender',
        text: report,
        contentType: 'multipart/report; report-type=delivery-status; boundary="=b"',
      },
      { from: '', dmarc: 'none' },
    );
    expect(row).toMatchObject({ kind: 'bounce', disposition: 'note', ticketId: ticket.id });
    expect((await lastOn(desk, ticket.number))?.visibleText).toContain('552 5.2.2 Mailbox full');
    const path = `/v1/tickets/${ticket.number}/comments`;
    const { data } = (await desk.call<Listed<{ deliveries: readonly Delivery[] }>>('agent1', 'GET', path))
      .body;
    expect(data[0]?.deliveries).toMatchObject([{ email: from, status: 'bounced' }]);
  });

  test('mail of a mailing list is discarded, on record', async () => {
    const headers = ['List-Id: <news.shop.example>', 'List-Unsubscribe: <https://shop.example/off>'];
    const row = await sent(desk, { from: 'news@shop.example', subject: 'Lamps from 9.99', headers });
    expect(row).toMatchObject({ kind: 'list', disposition: 'discarded', ticketId: null });
    expect(await desk.mailsTo('news@shop.example')).toEqual([]);
  });

  /** What another desk answers to a mail of ours: the worst of them name neither themselves nor what they answer. */
  const AUTORESPONDERS: readonly (readonly [string, (id: string, round: number) => Partial<Letter>])[] = [
    [
      'says that it is automatic',
      (id) => ({ headers: ['Auto-Submitted: auto-replied', `In-Reply-To: <${id}>`] }),
    ],
    ['answers as a person would', (id) => ({ headers: [`In-Reply-To: <${id}>`] })],
    [
      'begins anew each time',
      (_, round) => ({ subject: `[Request ${round}] We have received your message` }),
    ],
  ];

  test.for(AUTORESPONDERS)('another desk that %s comes to rest soon', async ([name, answer]) => {
    const from = `desk-${name.replaceAll(' ', '-')}@other.example`;
    let sentOut = 0;
    await sent(desk, { from, subject: 'We have received your message', text: 'Request 1.' });
    let round = 1;
    for (let mails = await desk.mailsTo(from); mails.length > sentOut; mails = await desk.mailsTo(from)) {
      expect(round, 'it does not end').toBeLessThan(5);
      for (const mail of mails.slice(sentOut)) {
        round += 1;
        await sent(desk, {
          from,
          subject: `Re: ${mail.subject}`,
          text: `Request ${round}.`,
          ...answer(idOf(mail), round),
        });
      }
      sentOut = mails.length;
    }
    expect(sentOut).toBe(1);
  });
};

import { describe, expect, it } from 'vitest';
import { type MailFate, recordMail } from '../../../../lambdas/core/application/mails/record-mail.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { aDesk, opened } from '../a-desk.ts';
import { ANNA, aRequest, MARIA } from '../requests.ts';
import { newest, tell } from './a-mail-desk.ts';

const EMAIL = 'maria@example.com';
const DAY = 86_400_000;

const setUp = async () => {
  const desk = aDesk();
  const ticket = await opened(desk);
  await tell(desk, newest(desk, ticket.id, 'ticket.opened'));
  const [claim] = desk.claims.all();
  const fate = (status: MailFate['status'], silences: MailFate['silences'] = null): Promise<void> =>
    recordMail(desk)({
      ticketId: ticket.id,
      eventId: claim?.eventId ?? '',
      recipient: EMAIL,
      messageId: 'ses-000001',
      status,
      reason: status === 'bounced' ? '550 user unknown' : null,
      at: desk.clock.now(),
      silences,
    });
  return { desk, ticket, fate };
};

describe('an address that bounced for good', () => {
  it('gets no automatic mail for sixty days, and the agent sees why', async () => {
    const { desk, fate } = await setUp();
    await fate('bounced', 'bounced');
    desk.clock.advance(DAY);
    const next = await opened(desk, MARIA, { subject: 'Again' });
    expect(await tell(desk, newest(desk, next.id, 'ticket.opened'))).toEqual([]);
    const [unsent] = await desk.claims.ofTicket(next.id);
    expect(unsent).toMatchObject({ status: 'rejected' });
    expect(unsent?.reason).toMatch(/bounced on .* \(550 user unknown\)\. Automatic mail to it stops until /);
    desk.clock.advance(60 * DAY);
    const last = await opened(desk, MARIA, { subject: 'Once more' });
    expect(await tell(desk, newest(desk, last.id, 'ticket.opened'))).toHaveLength(1);
  });

  it('still gets what an agent writes, and all mail again once that arrived', async () => {
    const { desk, ticket, fate } = await setUp();
    await fate('bounced', 'bounced');
    desk.clock.advance(DAY);
    await addComment(desk)(aRequest(ANNA, { params: { ticket: ticket.id }, body: { body: 'Try 5.2.' } }));
    expect(await tell(desk, newest(desk, ticket.id, 'ticket.commented'))).toHaveLength(1);
    await fate('delivered');
    const next = await opened(desk, MARIA, { subject: 'Again' });
    expect(await tell(desk, newest(desk, next.id, 'ticket.opened'))).toHaveLength(1);
  });
});

describe('an address', () => {
  it('that bounced for a while is written to as before', async () => {
    const { desk, fate } = await setUp();
    await fate('bounced');
    expect(await desk.people.silenceOf(EMAIL)).toBeNull();
  });

  it('that complained is not taken for reached because the mail had been delivered', async () => {
    const { desk, fate } = await setUp();
    await fate('complained', 'complained');
    desk.clock.advance(DAY);
    await fate('delivered');
    expect(await desk.people.silenceOf(EMAIL)).toMatchObject({ cause: 'complained' });
  });
});

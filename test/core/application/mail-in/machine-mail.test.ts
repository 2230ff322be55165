import { describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../../../lambdas/core/domain/mail/inbound/message.ts';
import { after } from '../../builders.ts';
import { aMail, PASSED, postOffice, SUPPORT, setUp, UNPROVEN } from './post-office.ts';

describe('mail that no person wrote', () => {
  it('is discarded when it is our own, and when it comes from a list', async () => {
    const { deliver, ticket, ports } = await setUp();
    const loop = await ports.seals.seal('loop', ticket.id);
    expect(await deliver('ses-2', { headers: { 'x-threeline-loop': loop } })).toMatchObject({
      kind: 'own',
      disposition: 'discarded',
    });
    const list = await deliver('ses-3', {
      text: 'News!',
      headers: { 'list-id': '<news.example.com>', precedence: 'bulk' },
    });
    expect(list.disposition).toBe('discarded');
    expect(ports.tickets.all()).toHaveLength(1);
  });

  it('is a note when it answers by itself, and discarded without a ticket', async () => {
    const { deliver, ticket, lastOn } = await setUp();
    const headers = { 'auto-submitted': 'auto-replied' };
    const row = await deliver('ses-2', { headers, text: 'I am away', inReplyTo: '<ses-1@example.com>' });
    expect(row).toMatchObject({ kind: 'auto-reply', disposition: 'note', ticketId: ticket.id });
    expect(lastOn(ticket.id).public).toBe(false);
    expect(await deliver('ses-3', { headers, text: 'I am away still' })).toMatchObject({
      disposition: 'discarded',
    });
  });

  it('marks the delivery that it reports on, and tells the agents', async () => {
    const { deliver, ticket, sendMails, ports, lastOn } = await setUp();
    await sendMails();
    const row = await deliver('ses-2', {
      from: 'mailer-daemon@example.com',
      envelope: { from: '', to: [SUPPORT] },
      text: 'Undelivered',
      report: {
        originalMessageId: '<ses-000001@eu-west-1.amazonses.com>',
        recipients: [
          { email: 'maria@example.com', action: 'failed', status: '5.1.1', diagnostic: 'no such user' },
        ],
      },
    });
    expect(row).toMatchObject({ kind: 'bounce', disposition: 'note', ticketId: ticket.id });
    const [claim] = await ports.claims.ofTicket(ticket.id);
    expect(claim).toMatchObject({ status: 'bounced', reason: '5.1.1 no such user' });
    expect(lastOn(ticket.id).visibleText).toContain('no such user');
  });

  const aReport = (over: Partial<NonNullable<InboundMessage['report']>['recipients'][number]> = {}) => ({
    from: 'mailer-daemon@example.com',
    envelope: { from: '', to: [SUPPORT] },
    text: 'Undelivered',
    report: {
      originalMessageId: '<ses-000001@eu-west-1.amazonses.com>',
      recipients: [
        {
          email: 'maria@example.com',
          action: 'failed',
          status: '5.1.1',
          diagnostic: 'no such user',
          ...over,
        } as const,
      ],
    },
  });

  it('that says an address is dead spares it automatic mail, not what agents write', async () => {
    const { deliver, ticket, sendMails, ports, replyAddress } = await setUp();
    await sendMails();
    await deliver('ses-2', {
      ...aReport({ email: 'Maria+desk@example.com' }),
      receivedAt: ports.clock.now(),
    });
    expect(await ports.people.silenceOf('maria@example.com')).toMatchObject({ cause: 'bounced' });
    ports.clock.advance(11 * 60_000);
    await deliver('ses-3', { verdicts: UNPROVEN, text: 'Another thing' });
    await sendMails();
    expect(ports.mailer.sent).toHaveLength(1);
    const unsent = ports.claims.all().filter(({ status }) => status === 'rejected');
    expect(unsent.map(({ reason }) => reason)).toEqual([
      'Not sent: mail to this address bounced on 2026-11-02 (5.1.1 no such user). Automatic mail to it stops until 2027-01-01.',
    ]);
    await deliver('ses-4', {
      from: 'anna@desk.example',
      envelope: { from: 'anna@desk.example', to: [await replyAddress(ticket, 'anna@desk.example')] },
      text: 'Try again now.',
    });
    await sendMails();
    expect(ports.mailer.sent.map(({ to, text }) => [to.address, text.includes('Try again now.')])).toEqual([
      ['maria@example.com', false],
      ['maria@example.com', true],
    ]);
  });

  it('that says so no longer matters once its person writes again', async () => {
    const { deliver, sendMails, ports } = await setUp();
    await sendMails();
    await deliver('ses-2', aReport());
    await deliver('ses-3', { text: 'More', verdicts: UNPROVEN, receivedAt: after(60) });
    expect(await ports.people.silenceOf('maria@example.com')).not.toBeNull();
    await deliver('ses-4', { text: 'Even more', receivedAt: after(60) });
    expect(await ports.people.silenceOf('maria@example.com')).toBeNull();
  });

  it.each([
    ['about another address', { email: 'olga@example.com' }, 'sent', false],
    ['about a delay', { action: 'delayed', status: '4.4.1' }, 'sent', false],
    ['about a full mailbox', { status: '5.2.2', diagnostic: 'mailbox full' }, 'bounced', false],
    ['about a fault that may pass', { status: '4.4.7', diagnostic: 'timed out' }, 'bounced', false],
    ['about an address that is gone', { status: null, diagnostic: '550 gone' }, 'bounced', true],
  ] as const)(
    '%s marks what it is about, and is a note in any case',
    async (_about, over, status, silenced) => {
      const { deliver, ticket, sendMails, ports, lastOn } = await setUp();
      await sendMails();
      const row = await deliver('ses-2', aReport(over));
      expect(row).toMatchObject({ kind: 'bounce', disposition: 'note', ticketId: ticket.id });
      expect(lastOn(ticket.id).visibleText).toContain('A mail server reports');
      expect(ports.claims.all()).toMatchObject([{ status }]);
      expect((await ports.people.silenceOf('maria@example.com')) !== null).toBe(silenced);
    },
  );

  it('waits for a person when it is spam, or cannot be read', async () => {
    const { deliver, ports, receive, rowOf } = postOffice();
    expect(await deliver('ses-1', { verdicts: { ...PASSED, spam: 'fail' } })).toMatchObject({
      kind: 'suspect',
      disposition: 'quarantine',
    });
    ports.rawMails.put('inbound/ses-2', Buffer.from('\u0000\u0001'), ports.clock.now());
    const { envelope, verdicts, receivedAt } = aMail('ses-2').message;
    await receive({
      kind: 'mail',
      key: 'inbound/ses-2',
      attempt: 1,
      arrival: { sesId: 'ses-2', envelope, verdicts, receivedAt },
    });
    expect(rowOf('ses-2')).toMatchObject({ disposition: 'quarantine', reason: 'It is no JSON.' });
  });

  it('opens a ticket that nobody is told of, when the mailbox trusts its sender', async () => {
    const { deliver, ticketOf, sendMails, ports } = postOffice({
      mailboxes: [{ address: SUPPORT, senderName: 'Support', trustedSenders: ['form@shop.example'] }],
    });
    const row = await deliver('ses-1', {
      from: 'form@shop.example',
      headers: { 'auto-submitted': 'auto-generated' },
      replyTo: [{ email: 'nina@example.com', name: 'Nina' }],
    });
    expect(row).toMatchObject({ disposition: 'ticket', acknowledgement: 'withheld' });
    expect(ticketOf(row).requester).toMatchObject({ email: 'nina@example.com', verified: false });
    await sendMails();
    expect(ports.mailer.sent).toEqual([]);
  });

  it('waits for a person when an agent marked its sender’s mail as spam', async () => {
    const { deliver, ticket, ports } = await setUp();
    ports.world.people.set(ticket.requester.id, { ...ticket.requester, barred: true, silence: null });
    expect(await deliver('ses-2', { text: 'Hello again' })).toMatchObject({
      disposition: 'quarantine',
      kind: 'human',
    });
  });
});

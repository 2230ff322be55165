import { describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../../../lambdas/core/domain/mail/inbound/message.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { after, aSettings, aTicket } from '../../builders.ts';
import { aMail, FAILED, MAIL_DOMAIN, PASSED, postOffice, SUPPORT, UNPROVEN } from './post-office.ts';

const setUp = async (over: Parameters<typeof postOffice>[0] = {}) => {
  const office = postOffice(over);
  const first = await office.deliver('ses-1');
  return { ...office, first, ticket: office.ticketOf(first) };
};

/** As an agent would leave it. */
const become = (office: ReturnType<typeof postOffice>, ticket: Ticket, over: Partial<Ticket>): void => {
  office.ports.world.tickets.set(ticket.id, { ...ticket, ...over });
};

describe('a mail to the desk', () => {
  it('opens a ticket in its sender’s name, with its attachments, and is on the ledger', async () => {
    const { ports, deliver, ticketOf, lastOn } = postOffice();
    const row = await deliver('ses-1', {
      files: ['log', 'trace'],
      subject: 'Re: The export stops',
      html: '<p>It</p>',
    });
    expect(row).toMatchObject({
      disposition: 'ticket',
      kind: 'human',
      acknowledgement: 'given',
      headerMessageId: '<ses-1@example.com>',
      from: 'maria@example.com',
      to: [SUPPORT],
      revision: 1,
    });
    const ticket = ticketOf(row);
    expect(ticket).toMatchObject({ subject: 'The export stops', channel: 'email', number: 1001 });
    expect(ticket.requester).toMatchObject({ email: 'maria@example.com', verified: true });
    expect(lastOn(ticket.id)).toMatchObject({
      id: row.commentId,
      mailId: 'mail_ses-1',
      bodyHtml: '<p>It</p>',
      public: true,
      attachments: [{ id: 'att_ses-1.0', fileName: 'file-1.txt', size: 3 }, { id: 'att_ses-1.1' }],
    });
    expect(Buffer.from(ports.files.written.get('att_ses-1.1') ?? []).toString()).toBe('trace');
  });

  it('takes product, category, group and language from its mailbox, and two of ours open one ticket', async () => {
    const sales = {
      address: 'pay@desk.example',
      senderName: 'Pay',
      category: 'payments',
      product: 'mobile',
      locale: 'ru',
      trustedSenders: [],
    };
    const { deliver, ticketOf, ports } = postOffice({
      mailboxes: [sales, { address: SUPPORT, senderName: 'Support', trustedSenders: [] }],
    });
    const row = await deliver('ses-1', {
      envelope: { from: 'maria@example.com', to: ['pay@desk.example', SUPPORT] },
    });
    expect(ticketOf(row)).toMatchObject({
      category: 'payments',
      product: 'mobile',
      groupId: 'billing',
      language: 'ru',
      mailbox: 'pay@desk.example',
    });
    expect(ports.tickets.all()).toHaveLength(1);
  });

  it('brings the people in copy along, but neither us nor our agents', async () => {
    const { deliver, ticketOf } = postOffice();
    const cc = ['olga@example.com', SUPPORT, 'anna@desk.example', 'maria@example.com'].map((email) => ({
      email,
      name: null,
    }));
    const row = await deliver('ses-1', { cc });
    expect(ticketOf(row).participants).toEqual([{ email: 'olga@example.com', name: null, kind: 'cc' }]);
  });

  it('quotes nothing to an address that did not prove itself', async () => {
    const { deliver, sendMails, ports } = postOffice();
    await deliver('ses-1', { verdicts: FAILED, subject: 'Buy pills', text: 'Pills at pills.example' });
    await sendMails();
    const [mail] = ports.mailer.sent;
    expect(mail?.to.address).toBe('maria@example.com');
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/pills/i);
  });

  it('is acknowledged once in ten minutes, and the ledger says so', async () => {
    const { deliver, sendMails, ports } = postOffice();
    await deliver('ses-1');
    const second = await deliver('ses-2', { text: 'Another thing' });
    expect(second).toMatchObject({ disposition: 'ticket', acknowledgement: 'withheld' });
    expect(second.reason).toContain('less than ten minutes');
    ports.clock.advance(11 * 60_000);
    expect(await deliver('ses-3', { text: 'A third thing' })).toMatchObject({ acknowledgement: 'given' });
    await sendMails();
    expect(ports.mailer.sent).toHaveLength(2);
  });
});

describe('an answer', () => {
  it.each([
    [
      'the signed reply address',
      async (to: string) => ({ envelope: { from: 'maria@example.com', to: [to] } }),
      'signed reply address in the envelope',
    ],
    ['In-Reply-To of her own mail', async () => ({ inReplyTo: '<ses-1@example.com>' }), 'In-Reply-To'],
    [
      'References that SES made',
      async () => ({ references: ['<x@y>', '<ses-000001@eu-west-1.amazonses.com>'] }),
      'References',
    ],
    [
      'the number in the subject',
      async () => ({ subject: 'Re: [#1001] The export stops' }),
      'number in the subject',
    ],
  ])('finds its ticket by %s', async (_by, parts, words) => {
    const { deliver, ticket, sendMails, replyAddress, lastOn } = await setUp();
    await sendMails();
    const row = await deliver('ses-2', {
      text: 'And at 70 %.',
      ...(await parts(await replyAddress(ticket))),
    });
    expect(row).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
    expect(row.threadedBy).toContain(words);
    expect(lastOn(ticket.id)).toMatchObject({
      public: true,
      visibleText: 'And at 70 %.',
      author: { kind: 'requester' },
    });
  });

  it('finds its ticket by the marker in the quoted mail alone', async () => {
    const { deliver, ticket, ports } = await setUp();
    const mac = await ports.seals.mac('reply', `${ticket.id} maria@example.com`);
    const row = await deliver('ses-2', { text: `Still broken.\n\n> -- \n> Support\n> #1001 ${mac}` });
    expect(row).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
  });

  it('opens a solved ticket again, unless it only says thanks', async () => {
    const office = await setUp();
    const { deliver, ticket } = office;
    become(office, ticket, { status: 'solved', solvedAt: ticket.updatedAt });
    const thanks = await deliver('ses-2', { text: 'Thank you!', inReplyTo: '<ses-1@example.com>' });
    expect(thanks.reason).toContain('thanks');
    expect(office.ticketOf(thanks).status).toBe('solved');
    const again = await deliver('ses-3', { text: 'It stops again.', inReplyTo: '<ses-1@example.com>' });
    expect(office.ticketOf(again).status).toBe('open');
  });

  it('leaves a ticket waiting for details when it only promises them, and a file is more than a promise', async () => {
    const office = await setUp();
    const { deliver, ticket } = office;
    const { progress } = ticket;
    const asked = { ...progress, needsAnalysis: false, detailsRounds: 1, detailsAskedAt: ticket.updatedAt };
    become(office, ticket, {
      status: 'pending',
      category: 'bug',
      missingDetails: ['version'],
      progress: asked,
    });
    const inReplyTo = '<ses-1@example.com>';
    const promise = await deliver('ses-2', { text: 'I will look tomorrow.', inReplyTo });
    expect(promise).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
    expect(promise.reason).toContain('waits on');
    expect(office.ticketOf(promise)).toMatchObject({ status: 'pending', progress: asked });
    const file = await deliver('ses-3', { text: 'Ok', files: ['log'], inReplyTo });
    expect(file.reason).not.toContain('waits on');
    expect(office.ticketOf(file)).toMatchObject({ status: 'open', progress: { needsAnalysis: true } });
  });

  it('that proves its sender and promises details is not held any longer than their plan may be', async () => {
    const organizations = [
      { id: 'bank', name: 'Bank', domains: ['example.com'], people: [], plan: 'premium' as const },
    ];
    const office = postOffice({ organizations });
    const first = await office.deliver('ses-1', { verdicts: UNPROVEN });
    const ticket = office.ticketOf(first);
    expect(ticket.requester).toMatchObject({ verified: false, plan: 'basic' });
    become(office, ticket, {
      status: 'pending',
      category: 'bug',
      missingDetails: ['version'],
      progress: { ...ticket.progress, detailsRounds: 1, detailsAskedAt: ticket.updatedAt },
    });
    const row = await office.deliver('ses-2', { text: 'I will look.', inReplyTo: '<ses-1@example.com>' });
    expect(office.ticketOf(row)).toMatchObject({ status: 'open', requester: { plan: 'premium' } });
  });

  it('to a closed ticket opens a follow-up', async () => {
    const office = await setUp();
    const { deliver, ticket } = office;
    become(office, ticket, { status: 'closed', closedAt: ticket.updatedAt });
    const row = await deliver('ses-2', { text: 'It is back.', inReplyTo: '<ses-1@example.com>' });
    expect(row.disposition).toBe('ticket');
    expect(office.ticketOf(row)).toMatchObject({
      followUpOf: ticket.id,
      subject: ticket.subject,
      mailbox: SUPPORT,
    });
    const next = await deliver('ses-3', { text: 'And again.', inReplyTo: '<ses-2@example.com>' });
    expect(next).toMatchObject({ disposition: 'comment', ticketId: row.ticketId });
  });

  it('to a merged ticket lands where that went', async () => {
    const office = await setUp();
    const other = office.ticketOf(
      await office.deliver('ses-2', { from: 'olga@example.com', text: 'Same here' }),
    );
    become(office, other, { status: 'closed', mergedInto: office.ticket.id });
    const row = await office.deliver('ses-3', {
      from: 'maria@example.com',
      inReplyTo: '<ses-2@example.com>',
      text: 'News',
    });
    expect(row).toMatchObject({ disposition: 'comment', ticketId: office.ticket.id });
  });

  it('is not believed when it fails DMARC', async () => {
    const { deliver, ticket, ports } = await setUp();
    const row = await deliver('ses-2', {
      inReplyTo: '<ses-1@example.com>',
      text: 'Close it',
      verdicts: FAILED,
    });
    expect(row).toMatchObject({ disposition: 'quarantine', ticketId: null });
    expect(row.threadedBy).toContain('In-Reply-To');
    expect(ports.tickets.said(ticket.id)).toHaveLength(1);
  });

  it('by a stranger with the signed address is a note that says so', async () => {
    const { deliver, ticket, replyAddress, lastOn } = await setUp();
    const to = [await replyAddress(ticket)];
    const row = await deliver('ses-2', {
      from: 'who@elsewhere.example',
      envelope: { from: 'who@elsewhere.example', to },
      text: 'Me too',
    });
    expect(row).toMatchObject({ disposition: 'note', ticketId: ticket.id });
    expect(lastOn(ticket.id)).toMatchObject({ public: false, author: { kind: 'stranger' } });
    expect(lastOn(ticket.id).visibleText).toContain(`POST /v1/tickets/${ticket.number}/participants`);
  });

  it('by a stranger with the number in the subject is a ticket of its own', async () => {
    const { deliver, ticket } = await setUp();
    const row = await deliver('ses-2', {
      from: 'who@elsewhere.example',
      subject: '[#1001] hello',
      text: 'Hm',
    });
    expect(row.disposition).toBe('ticket');
    expect(row.ticketId).not.toBe(ticket.id);
  });

  it('proves an address that was unproven before', async () => {
    const { deliver, ticketOf, ports } = postOffice();
    const row = await deliver('ses-1', { verdicts: UNPROVEN });
    expect(ticketOf(row).requester.verified).toBe(false);
    await deliver('ses-2', { inReplyTo: '<ses-1@example.com>', text: 'More' });
    expect(ticketOf(row).requester.verified).toBe(true);
    expect(await ports.people.find('maria@example.com')).toMatchObject({ verified: true });
  });
});

describe('a requester who proves their address later', () => {
  const organizations = [
    { id: 'bank', name: 'Bank', plan: 'premium' as const, domains: ['bank.example'], people: [] },
  ];

  it('gets the plan of their organization from that mail on, and promises by it', async () => {
    const quick = { id: 'premium', when: { plan: 'premium' as const }, schedule: 'always' };
    const office = postOffice({
      organizations,
      'sla-policies': [{ ...quick, targets: { 'first-reply': 60 } }],
    });
    const from = 'boss@bank.example';
    const first = await office.deliver('ses-1', { from, verdicts: UNPROVEN });
    expect(office.ticketOf(first)).toMatchObject({
      requester: { plan: 'basic' },
      promises: { firstReplyAt: null },
    });
    await office.deliver('ses-2', { from, text: 'More', inReplyTo: '<ses-1@example.com>' });
    const ticket = office.ticketOf(first);
    expect(ticket).toMatchObject({ requester: { plan: 'premium', verified: true } });
    expect(ticket.promises.firstReplyAt).not.toBeNull();
    expect(office.ports.tickets.history(ticket.id).at(-1)).toMatchObject({
      type: 'ticket.changed',
      payload: { changes: { plan: { before: 'basic', after: 'premium' } } },
    });
  });
});

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

describe('the same mail again', () => {
  it('is one ticket, however many deliver it at the same time', async () => {
    const { ports, store, hand } = postOffice();
    const mail = aMail('ses-1');
    store(mail);
    await Promise.all(Array.from({ length: 20 }, () => hand(mail)));
    expect(ports.tickets.all()).toHaveLength(1);
    expect(ports.ledger.all()).toHaveLength(1);
  });

  it('is one ticket when its copies come one by one, and when they come together', async () => {
    const { ports, store, hand } = postOffice();
    const copies = Array.from({ length: 20 }, (_, n) =>
      aMail(`ses-${n}`, { messageId: '<same@example.com>' }),
    );
    copies.forEach(store);
    await Promise.all(copies.slice(1).map((copy) => hand(copy)));
    const [last] = copies;
    if (last !== undefined) await hand(last);
    expect(ports.tickets.all()).toHaveLength(1);
    const rows = ports.ledger.all();
    expect(rows.filter(({ disposition }) => disposition === 'discarded')).toHaveLength(19);
    expect(rows.find(({ disposition }) => disposition === 'discarded')?.reason).toMatch(/as mail_ses-\d+\.$/);
  });

  it('is two tickets when it says something else under the same Message-ID', async () => {
    const { deliver, ports } = postOffice();
    await deliver('ses-1', { messageId: '<same@example.com>' });
    await deliver('ses-2', { messageId: '<same@example.com>', text: 'Something else' });
    expect(ports.tickets.all()).toHaveLength(2);
  });
});

describe('a forged copy that came first', () => {
  it('into quarantine does not keep the genuine mail from its ticket', async () => {
    const { deliver, ticket, ports } = await setUp();
    const mail = { messageId: '<known@example.com>', inReplyTo: '<ses-1@example.com>', text: 'News' };
    expect(await deliver('ses-2', { ...mail, verdicts: FAILED })).toMatchObject({
      disposition: 'quarantine',
    });
    expect(await deliver('ses-3', mail)).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
    expect(await deliver('ses-4', mail)).toMatchObject({ disposition: 'discarded' });
    expect(await deliver('ses-5', { ...mail, verdicts: FAILED })).toMatchObject({ disposition: 'discarded' });
    expect(ports.tickets.said(ticket.id)).toHaveLength(2);
  });

  it('under an automatic header does not either', async () => {
    const { deliver, ticket } = await setUp();
    const mail = { messageId: '<known@example.com>', inReplyTo: '<ses-1@example.com>', text: 'News' };
    const headers = { 'auto-submitted': 'auto-replied' };
    expect(await deliver('ses-2', { ...mail, headers, verdicts: FAILED })).toMatchObject({
      disposition: 'note',
    });
    expect(await deliver('ses-3', mail)).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
  });

  it('and was released keeps its copies out from then on', async () => {
    const { deliver, order, ticket } = await setUp();
    const mail = { messageId: '<known@example.com>', inReplyTo: '<ses-1@example.com>', text: 'News' };
    await deliver('ses-2', { ...mail, verdicts: FAILED });
    expect(await order('ses-2', { order: 'release' })).toMatchObject({
      disposition: 'comment',
      ticketId: ticket.id,
    });
    expect(await deliver('ses-3', mail)).toMatchObject({ disposition: 'discarded' });
  });
});

describe('mail from agents', () => {
  const answer = async (text: string, over: Parameters<typeof aMail>[1] = {}, as = 'anna@desk.example') => {
    const office = await setUp();
    const to = [await office.replyAddress(office.ticket, as)];
    const row = await office.deliver('ses-2', {
      from: 'anna@desk.example',
      envelope: { from: 'anna@desk.example', to },
      text,
      ...over,
    });
    return { ...office, row };
  };

  it('answers publicly with what is visible, and nothing else', async () => {
    const { row, ticket, lastOn } = await answer(
      'Try again now.\n\nOn Mon, 2 Nov 2026 at 09:00, Maria Lind <maria@example.com> wrote:\n> secret',
    );
    expect(row.disposition).toBe('comment');
    expect(lastOn(ticket.id)).toMatchObject({
      public: true,
      bodyText: 'Try again now.',
      author: { kind: 'agent', id: 'agt_1' },
    });
  });

  it('solves, notes and assigns by its first lines', async () => {
    const solved = await answer('#solved\nFixed.');
    expect(solved.ticketOf(solved.row)).toMatchObject({ status: 'solved' });
    const noted = await answer('#note #assign me\nLooks odd.');
    expect(noted.row.disposition).toBe('note');
    expect(noted.ticketOf(noted.row)).toMatchObject({ assigneeId: 'agt_1', status: 'new' });
    expect(noted.lastOn(noted.ticket.id)).toMatchObject({ public: false, visibleText: 'Looks odd.' });
  });

  it('does not solve a problem whose incidents were told nothing, and says so to the agent', async () => {
    const office = await setUp();
    const { id } = office.ticket;
    const { tickets } = office.ports.world;
    tickets.set(id, { ...office.ticket, type: 'problem' });
    office.ports.tickets.seed(aTicket({ id: 'tkt_incident', number: 2001, problemId: id }));
    const to = [await office.replyAddress(office.ticket, 'anna@desk.example')];
    const from = 'anna@desk.example';
    const mail = (text: string) => ({ from, envelope: { from, to }, text });
    const row = await office.deliver('ses-2', mail('#solved'));
    expect(row).toMatchObject({
      disposition: 'note',
      reason: expect.stringContaining('Not done: Tickets wait'),
    });
    expect(tickets.get(id)?.status).toBe('new');
    expect(office.lastOn(id)).toMatchObject({ public: false });
    await office.deliver('ses-3', mail('It works again.'));
    await office.deliver('ses-4', mail('#solved'));
    expect(tickets.get(id)?.status).toBe('solved');
  });

  it('never becomes public by accident, and the agent is told', async () => {
    const { row, ticket, lastOn, sendMails, ports } = await answer('#sovled\nFixed.');
    expect(row).toMatchObject({ disposition: 'note' });
    expect(row.reason).toContain('was not understood');
    expect(lastOn(ticket.id).public).toBe(false);
    await sendMails();
    expect(ports.mailer.sent.map((mail) => mail.to.address)).toContain('anna@desk.example');
  });

  it('is not taken for an answer when it only sends our own mail back', async () => {
    const quoted =
      'On Mon, 2 Nov 2026 at 09:00, Support <support@desk.example> wrote:\n\n> Olga named you in a note.';
    const { row, ticket, lastOn } = await answer(quoted);
    expect(row.disposition).toBe('note');
    expect(lastOn(ticket.id).public).toBe(false);
  });

  it.each(['page', 'rating'] as const)(
    'with the private link of a %s in it never becomes public',
    async (purpose) => {
      const { ports } = postOffice();
      const link = `https://desk.example/t/${await ports.seals.seal(purpose, 'tkt_1 maria@example.com 2029-01-01')}`;
      const { row, ticket, lastOn } = await answer(`Look at ${link}.\nIt is there.`);
      expect(row).toMatchObject({ disposition: 'note' });
      expect(row.reason).toContain('private link');
      expect(lastOn(ticket.id)).toMatchObject({ public: false });
      const noted = await answer(`#note\nLook at ${link}.`);
      expect(noted.row.reason).not.toContain('private link');
    },
  );

  it('may quote such a link, which goes nowhere', async () => {
    const { ports } = postOffice();
    const link = `https://desk.example/t/${await ports.seals.seal('page', 'tkt_1 maria@example.com 2029-01-01')}`;
    const { row, ticket, lastOn } = await answer(
      `Try again now.\n\nOn Mon, 2 Nov 2026 at 09:00, Support <support@desk.example> wrote:\n> ${link}`,
    );
    expect(row.disposition).toBe('comment');
    expect(lastOn(ticket.id).bodyText).toBe('Try again now.');
  });

  it('has no powers without DMARC, or with an address that was issued to somebody else', async () => {
    expect((await answer('#solved', { verdicts: UNPROVEN })).row.disposition).toBe('quarantine');
    const { row, ticketOf } = await answer('#solved', {}, 'maria@example.com');
    expect(row.disposition).toBe('note');
    expect(ticketOf(row).status).toBe('new');
  });

  it('opens a ticket in the name of whoever they pass on', async () => {
    const { deliver, ticketOf, ports } = postOffice();
    const text =
      'Please take this one.\n\n---------- Forwarded message ---------\nFrom: Nina <nina@example.com>\nDate: Mon, 2 Nov 2026\nSubject: Printer\nTo: <anna@desk.example>\n\nThe printer is on fire.';
    const row = await deliver('ses-1', { from: 'anna@desk.example', subject: 'Fwd: Printer', text });
    const ticket = ticketOf(row);
    expect(ticket).toMatchObject({ subject: 'Printer', requester: { email: 'nina@example.com' } });
    const [description, remark] = ports.tickets.said(ticket.id);
    expect(description).toMatchObject({ public: true, bodyText: 'The printer is on fire.' });
    expect(remark).toMatchObject({ public: false, bodyText: 'Please take this one.' });
  });
});

describe('what a person decides about a message', () => {
  it('is judged again on replay, and never said twice', async () => {
    const office = postOffice({ agents: [], mailboxes: [] });
    const row = await office.deliver('ses-1', { from: SUPPORT, verdicts: PASSED });
    expect(row.disposition).toBe('ticket');
    expect(await office.order('ses-1', { order: 'replay' })).toEqual(row);
    expect(office.ports.tickets.all()).toHaveLength(1);
    const spam = await office.deliver('ses-2', { verdicts: { ...PASSED, spam: 'fail' }, text: 'x' });
    expect(await office.order('ses-2', { order: 'replay' })).toMatchObject({
      disposition: 'quarantine',
      revision: 2,
      reason: spam.reason,
    });
  });

  it('leaves quarantine into a ticket of its own, or the one that is named', async () => {
    const office = await setUp();
    await office.deliver('ses-2', { verdicts: { ...PASSED, spam: 'fail' }, from: 'nina@example.com' });
    const own = await office.order('ses-2', { order: 'release' });
    expect(own).toMatchObject({ disposition: 'ticket', actedBy: 'agt_1', revision: 2 });
    await office.deliver('ses-3', { verdicts: { ...PASSED, spam: 'fail' }, from: 'olga@example.com' });
    expect(await office.order('ses-3', { order: 'release', ticketId: office.ticket.id })).toMatchObject({
      disposition: 'note',
      ticketId: office.ticket.id,
    });
    await office.deliver('ses-4', { verdicts: FAILED, text: 'It was me', inReplyTo: '<ses-1@example.com>' });
    expect(await office.order('ses-4', { order: 'release' })).toMatchObject({
      disposition: 'comment',
      ticketId: office.ticket.id,
    });
    const again = await office.order('ses-4', { order: 'release' });
    expect(again.revision).toBe(2);
  });
});

describe('what goes wrong', () => {
  it('is tried again when a service is away, and ends in quarantine when it is the message', async () => {
    const { ports, store, hand, rowOf } = postOffice();
    const mail = aMail('ses-1');
    store(mail);
    ports.tickets.failNext(new Error('boom'), new Error('boom'), new Error('boom'));
    await expect(hand(mail, 1)).rejects.toThrow('boom');
    await expect(hand(mail, 2)).rejects.toThrow('boom');
    expect(ports.ledger.all()).toEqual([]);
    await hand(mail, 3);
    expect(rowOf('ses-1')).toMatchObject({
      disposition: 'quarantine',
      reason: 'It could not be processed (Error).',
    });
  });

  it('ends in quarantine when the raw message is gone', async () => {
    const { hand, rowOf } = postOffice();
    const mail = aMail('ses-1');
    await expect(hand(mail, 1)).rejects.toMatchObject({ kind: 'transient' });
    await hand(mail, 3);
    expect(rowOf('ses-1').reason).toBe('The raw message is not in the bucket.');
  });

  it('keeps its own settings out of the way of a mailbox that names what is gone', async () => {
    const { deliver, ticketOf } = postOffice({
      ...aSettings(),
      mailboxes: [
        {
          address: `x@${MAIL_DOMAIN}`,
          senderName: 'X',
          category: 'gone',
          group: 'gone',
          product: 'gone',
          trustedSenders: [],
        },
      ],
    });
    const row = await deliver('ses-1', { envelope: { from: 'maria@example.com', to: [`x@${MAIL_DOMAIN}`] } });
    expect(ticketOf(row).category).toBe('other');
  });
});

import { describe, expect, it } from 'vitest';
import { become, FAILED, postOffice, SUPPORT, setUp, UNPROVEN } from './post-office.ts';

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

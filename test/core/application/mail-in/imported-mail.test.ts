import { describe, expect, it } from 'vitest';
import { sweepMail } from '../../../../lambdas/core/application/mail-in/sweep-mail.ts';
import { orchestrate } from '../../../../lambdas/core/application/workflow/orchestrate.ts';
import { importKey } from '../../../../lambdas/core/domain/mail/inbound/imports.ts';
import { aMail, type MailParts, postOffice, SUPPORT, UNPROVEN } from './post-office.ts';

const LONG_AGO = 'Tue, 5 Mar 2024 10:00:00 +0000';
const AN_HOUR_LATER = 'Tue, 5 Mar 2024 11:00:00 +0000';

/** A desk that a mail of another is fed to, as the operator's command does it. */
const setUp = () => {
  const office = postOffice();
  const { ports, order, rowOf } = office;
  const put = (id: string, parts: MailParts, history: boolean): string => {
    const { message, files } = aMail(id, { verdicts: UNPROVEN, ...parts });
    const objectKey = importKey(id, { history, to: SUPPORT });
    ports.rawMails.put(objectKey, Buffer.from(JSON.stringify({ message, files })), ports.clock.now());
    return objectKey;
  };
  const take = async (id: string, parts: MailParts = {}, history = true) => {
    const objectKey = put(id, parts, history);
    return order(id, { order: 'ingest', objectKey, by: null });
  };
  return { ...office, put, take, rowOf };
};

const dated = (date: string, more: Readonly<Record<string, string>> = {}) => ({ headers: { date, ...more } });
const answering = (id: string) => ({ inReplyTo: `<${id}@example.com>` });

describe('history of another desk', () => {
  it('is a closed ticket of its time, of which nobody is told', async () => {
    const { take, ticketOf, lastOn, sendMails, ports } = setUp();
    const row = await take('old-1', dated(LONG_AGO));
    expect(row).toMatchObject({
      disposition: 'ticket',
      acknowledgement: 'withheld',
      receivedAt: ports.clock.now(),
      to: [SUPPORT],
      verdicts: { dmarc: 'none', virus: 'none' },
      reason: 'It belongs to no ticket yet. Nobody is told: it was imported.',
    });
    const ticket = ticketOf(row);
    expect(ticket).toMatchObject({
      status: 'closed',
      tags: ['imported'],
      createdAt: '2024-03-05T10:00:00.000Z',
      closedAt: '2024-03-05T10:00:00.000Z',
      urgentAt: null,
      nextMomentAt: null,
      requester: { email: 'maria@example.com', verified: false },
    });
    expect(lastOn(ticket.id).createdAt).toBe('2024-03-05T10:00:00.000Z');
    await sendMails();
    expect(ports.mailer.sent).toEqual([]);
    expect(await ports.waits.find(ticket.id)).toBeNull();
  });

  it('starts no workflow', async () => {
    const { take, ticketOf, ports } = setUp();
    const ticket = ticketOf(await take('old-1', dated(LONG_AGO)));
    for (const event of ports.tickets.history(ticket.id)) await orchestrate(ports)(event);
    expect(ports.workflows.started).toEqual([]);
  });

  it('keeps a conversation together: the requester in public, the desk’s own people as notes', async () => {
    const { take, ticketOf, ports } = setUp();
    const ticket = ticketOf(await take('old-1', dated(LONG_AGO)));
    const ours = { from: SUPPORT, to: [{ email: 'maria@example.com', name: null }] };
    const answer = await take('old-2', { ...ours, ...dated(AN_HOUR_LATER), ...answering('old-1') });
    expect(answer).toMatchObject({ disposition: 'note', ticketId: ticket.id });
    const agent = await take('old-3', {
      from: 'anna@desk.example',
      text: 'Done.\n\n#solved',
      ...dated(AN_HOUR_LATER),
      ...answering('old-1'),
    });
    expect(agent).toMatchObject({ disposition: 'note', ticketId: ticket.id });
    const thanks = await take('old-4', {
      text: 'It works, but now it is slow.',
      ...dated(AN_HOUR_LATER),
      ...answering('old-2'),
    });
    expect(thanks).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
    expect(ports.tickets.said(ticket.id).map((one) => [one.public, one.createdAt])).toEqual([
      [true, '2024-03-05T10:00:00.000Z'],
      [false, '2024-03-05T11:00:00.000Z'],
      [false, '2024-03-05T11:00:00.000Z'],
      [true, '2024-03-05T11:00:00.000Z'],
    ]);
    expect(ticketOf(thanks).status).toBe('closed');
  });

  it('moves nothing on a ticket that is at work', async () => {
    const { deliver, take, ticketOf, lastOn } = setUp();
    const ticket = ticketOf(await deliver('ses-1'));
    const row = await take('old-1', {
      text: 'An old word.',
      ...dated(LONG_AGO),
      ...answering('ses-1'),
    });
    expect(row).toMatchObject({ disposition: 'note', ticketId: ticket.id });
    expect(row.reason).toMatch(/It is history, and the ticket is not over, so it is a note\.$/);
    expect(lastOn(ticket.id).public).toBe(false);
    expect(ticketOf(row).status).toBe('new');
  });

  it('waits in quarantine where it is from the desk’s own people and belongs to nothing, and can be released', async () => {
    const { take, order, ports, sendMails } = setUp();
    expect(await take('old-1', { from: 'anna@desk.example' })).toMatchObject({ disposition: 'quarantine' });
    const released = await order('old-1', { order: 'release', by: 'agt_1' });
    expect(released).toMatchObject({ disposition: 'ticket', acknowledgement: 'withheld' });
    await sendMails();
    expect(ports.mailer.sent).toEqual([]);
  });
});

describe('what is still to be answered', () => {
  it('opens a ticket of today without an acknowledgement, and its comments are told to nobody', async () => {
    const { take, ticketOf, sendMails, ports } = setUp();
    const row = await take('new-1', dated(LONG_AGO), false);
    expect(ticketOf(row)).toMatchObject({
      status: 'new',
      tags: ['imported'],
      createdAt: ports.clock.now(),
      assigneeId: null,
    });
    const second = await take('new-2', { text: 'And it beeps.', ...answering('new-1') }, false);
    expect(second).toMatchObject({ disposition: 'comment', ticketId: row.ticketId });
    await sendMails();
    expect(ports.mailer.sent).toEqual([]);
  });
});

describe('an imported message', () => {
  it('is in the ledger once, however often it is fed in, and a replay judges it as what it is', async () => {
    const { take, order, ports } = setUp();
    const automatic = { headers: { 'auto-submitted': 'auto-replied' } };
    await take('old-1', automatic);
    expect(await take('old-1', automatic)).toMatchObject({ disposition: 'discarded', revision: 1 });
    const objectKey = importKey('old-1', { history: true, to: SUPPORT });
    expect(await order('old-1', { objectKey })).toMatchObject({ disposition: 'discarded', revision: 2 });
    expect(ports.tickets.all()).toEqual([]);
  });

  it('whose order was lost is found by the sweep like any other', async () => {
    const { put, ports, receive, rowOf } = setUp();
    put('old-1', dated(LONG_AGO), true);
    ports.clock.advance(20 * 60_000);
    expect(await sweepMail(ports)()).toEqual({ looked: 1, ingested: 1 });
    for (const order of ports.mailOrders.sent) await receive({ kind: 'order', order, attempt: 1 });
    expect(rowOf('old-1')).toMatchObject({ disposition: 'ticket', acknowledgement: 'withheld' });
  });

  it('that nobody can read waits in quarantine', async () => {
    const { ports, order } = setUp();
    const objectKey = importKey('bad-1', { history: true, to: null });
    ports.rawMails.put(objectKey, Buffer.from('?'), ports.clock.now());
    const row = await order('bad-1', { order: 'ingest', objectKey, by: null });
    expect(row).toMatchObject({
      disposition: 'quarantine',
      reason: 'It is no JSON.',
      envelopeFrom: 'unknown',
    });
  });
});

import { describe, expect, it } from 'vitest';
import {
  discardMail,
  getMail,
  listMail,
  releaseMail,
  replayMail,
} from '../../../../lambdas/core/application/mail-in/ledger.ts';
import { sweepMail } from '../../../../lambdas/core/application/mail-in/sweep-mail.ts';
import { ANNA, aRequest } from '../requests.ts';
import { aMail, PASSED, postOffice } from './post-office.ts';

const SPAM = { ...PASSED, spam: 'fail' } as const;
const by = <B extends object>(id: string, body: B) => aRequest(ANNA, { params: { id }, body });

const setUp = async () => {
  const office = postOffice();
  const opened = await office.deliver('ses-1');
  const suspect = await office.deliver('ses-2', { from: 'nina@example.com', verdicts: SPAM });
  return { ...office, opened, suspect, ticket: office.ticketOf(opened) };
};

describe('the mail ledger over the API', () => {
  it('shows a row under either id, and 404 for another', async () => {
    const { ports } = await setUp();
    const { body } = await getMail(ports)(by('mail_ses-1', {}));
    expect(body).toMatchObject({ id: 'mail_ses-1', disposition: 'ticket' });
    expect((await getMail(ports)(by('ses-1', {}))).body).toEqual(body);
    await expect(getMail(ports)(by('mail_x', {}))).rejects.toMatchObject({ kind: 'missing' });
  });

  it('lists by disposition, kind and ticket, the ticket by its number too', async () => {
    const { ports, ticket } = await setUp();
    const list = async (query: object) =>
      (await listMail(ports)(aRequest(ANNA, { query }))).body.map(({ id }) => id);
    expect(await list({})).toEqual(['mail_ses-2', 'mail_ses-1']);
    expect(await list({ disposition: 'quarantine' })).toEqual(['mail_ses-2']);
    expect(await list({ kind: 'human' })).toEqual(['mail_ses-1']);
    expect(await list({ ticket: `#${ticket.number}` })).toEqual(['mail_ses-1']);
    await expect(list({ ticket: '9999' })).rejects.toMatchObject({ name: 'TicketNotFound' });
  });

  it('orders a replay, but not of what stands in a ticket', async () => {
    const { ports } = await setUp();
    expect((await replayMail(ports)(by('ses-2', {}))).status).toBe(202);
    expect((await replayMail(ports)(by('ses-1', {}))).status).toBe(202);
    expect(ports.mailOrders.sent).toEqual([
      { sesId: 'ses-2', objectKey: 'inbound/ses-2', order: 'replay', by: 'agt_1', ticketId: null },
    ]);
  });

  it('orders a release into the ticket that is named', async () => {
    const { ports, ticket } = await setUp();
    await releaseMail(ports)(by('ses-2', { ticket: '1001' }));
    expect(ports.mailOrders.sent).toMatchObject([{ order: 'release', ticketId: ticket.id }]);
    await expect(releaseMail(ports)(by('ses-1', {}))).rejects.toMatchObject({ name: 'MailDisposed' });
    await expect(releaseMail(ports)(by('ses-2', { ticket: '77' }))).rejects.toMatchObject({
      name: 'TicketNotFound',
    });
  });

  it('discards what waits, once, and says who did', async () => {
    const { ports, rowOf } = await setUp();
    const { body } = await discardMail(ports)(by('ses-2', {}));
    expect(body).toMatchObject({ disposition: 'discarded', actedBy: 'agt_1' });
    expect((await discardMail(ports)(by('ses-2', {}))).body).toEqual(body);
    expect(rowOf('ses-2').revision).toBe(2);
    await expect(discardMail(ports)(by('ses-1', {}))).rejects.toMatchObject({ name: 'MailDisposed' });
  });
});

describe('the sweep', () => {
  it('has taken in what lies in the bucket for a quarter of an hour without a row', async () => {
    const { ports, store, receive, rowOf } = await setUp();
    for (const n of [3, 4, 5]) store(aMail(`ses-${n}`, { text: `Lost ${n}` }));
    ports.rawMails.put('inbound/AMAZON_SES_SETUP_NOTIFICATION', Buffer.from('hello'), ports.clock.now());
    expect(await sweepMail(ports)()).toEqual({ looked: 0, ingested: 0 });
    ports.clock.advance(16 * 60_000);
    store(aMail('ses-6'));
    expect(await sweepMail(ports)()).toEqual({ looked: 5, ingested: 3 });
    for (const order of ports.mailOrders.sent) await receive({ kind: 'order', order, attempt: 1 });
    expect(rowOf('ses-4')).toMatchObject({ disposition: 'ticket', actedBy: null });
    expect(await sweepMail(ports)()).toEqual({ looked: 5, ingested: 0 });
  });

  it('leaves to a person what SES never told how it came', async () => {
    const { ports, receive, rowOf } = postOffice();
    ports.rawMails.put('inbound/ses-1', Buffer.from('Subject: hello'), ports.clock.now());
    const order = {
      sesId: 'ses-1',
      objectKey: 'inbound/ses-1',
      order: 'ingest',
      by: null,
      ticketId: null,
    } as const;
    await receive({ kind: 'order', order, attempt: 1 });
    expect(rowOf('ses-1')).toMatchObject({ disposition: 'quarantine' });
    expect(rowOf('ses-1').reason).toContain('SES did not say');
  });
});

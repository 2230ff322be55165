import { describe, expect, it } from 'vitest';
import { aMail, FAILED, postOffice, setUp } from './post-office.ts';

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

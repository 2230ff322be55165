import { describe, expect, it } from 'vitest';
import { aSettings } from '../../builders.ts';
import { aMail, FAILED, MAIL_DOMAIN, PASSED, postOffice, SUPPORT, setUp } from './post-office.ts';

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

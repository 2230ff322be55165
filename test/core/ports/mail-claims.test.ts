import { describe, expect, it } from 'vitest';
import { after } from '../builders.ts';
import { inBoth, inDatabase } from './both.ts';
import { ticketId } from './changes.ts';

const claim = (n = 1, recipient = 'maria@example.com') => ({
  ticketId: ticketId(1),
  eventId: `evt_${String(n).padStart(26, '0')}`,
  recipient,
  notice: 'reply',
  commentId: null,
});

describe('the claims of mails', () => {
  inBoth((stores) => {
    it('give a mail to one of twenty who want to send it', async () => {
      const { claims } = stores();
      const tries = Array.from({ length: 20 }, () => claims.claim(claim(), after(0)));
      const answers = await Promise.all(tries);
      expect(answers.filter((answer) => answer === 'mine')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'wait')).toHaveLength(19);
    });

    it('are apart for each event and each recipient', async () => {
      const { claims } = stores();
      expect(await claims.claim(claim(1), after(0))).toBe('mine');
      expect(await claims.claim(claim(2), after(0))).toBe('mine');
      expect(await claims.claim(claim(1, 'olga@example.com'), after(0))).toBe('mine');
    });

    it('may be taken over after ten minutes without a result', async () => {
      const { claims } = stores();
      await claims.claim(claim(), after(0));
      expect(await claims.claim(claim(), after(9))).toBe('wait');
      expect(await claims.claim(claim(), after(10))).toBe('mine');
      expect(await claims.claim(claim(), after(11))).toBe('wait');
    });

    it('are done once SES took the mail, or never will', async () => {
      const { claims } = stores();
      await claims.claim(claim(1), after(0));
      await claims.complete(claim(1), 'ses-1', after(1));
      expect(await claims.claim(claim(1), after(60))).toBe('done');
      await claims.claim(claim(2), after(0));
      await claims.reject(claim(2), 'Address is on the suppression list', after(1));
      expect(await claims.claim(claim(2), after(60))).toBe('done');
      expect(await claims.ofTicket(ticketId(1))).toEqual([
        {
          ...claim(1),
          claimedAt: after(0),
          messageId: 'ses-1',
          status: 'sent',
          reason: null,
          at: after(1),
        },
        {
          ...claim(2),
          claimedAt: after(0),
          messageId: null,
          status: 'rejected',
          reason: 'Address is on the suppression list',
          at: after(1),
        },
      ]);
    });

    it('are free again at once when the mail certainly was not sent', async () => {
      const { claims } = stores();
      await claims.claim(claim(), after(0));
      await claims.release(claim());
      expect(await claims.claim(claim(), after(0))).toBe('mine');
      await claims.complete(claim(), 'ses-1', after(1));
      await claims.release(claim());
      expect(await claims.claim(claim(), after(1))).toBe('done');
    });

    it('never go back, in whatever order SES tells', async () => {
      const { claims } = stores();
      await claims.claim(claim(), after(0));
      await claims.mark(claim(), 'delivered', 'ses-1', null, after(2));
      await claims.mark(claim(), 'sent', 'ses-1', null, after(3));
      await claims.complete(claim(), 'ses-1', after(4));
      const [row] = await claims.ofTicket(ticketId(1));
      expect(row).toMatchObject({ status: 'delivered', messageId: 'ses-1', at: after(2) });
      await claims.mark(claim(), 'complained', 'ses-1', 'abuse', after(5));
      await claims.mark(claim(), 'bounced', 'ses-1', 'late', after(6));
      const [last] = await claims.ofTicket(ticketId(1));
      expect(last).toMatchObject({ status: 'complained', reason: 'abuse', at: after(5) });
    });

    it('learn from SES that a mail went out although its sender died', async () => {
      const { claims } = stores();
      await claims.claim(claim(), after(0));
      await claims.mark(claim(), 'sent', 'ses-7', null, after(1));
      expect(await claims.claim(claim(), after(20))).toBe('done');
      expect(await claims.ofTicket(ticketId(1))).toMatchObject([{ status: 'sent', messageId: 'ses-7' }]);
    });

    it('ignore what SES tells of a mail that nobody claimed', async () => {
      const { claims } = stores();
      await claims.mark(claim(), 'bounced', 'ses-1', 'who?', after(1));
      await claims.reject(claim(), 'who?', after(1));
      expect(await claims.ofTicket(ticketId(1))).toEqual([]);
    });
  });

  inDatabase((stores) => {
    it('lead from the id that SES gave to the ticket, whoever told it', async () => {
      const { claims, table } = stores();
      await claims.claim(claim(1), after(0));
      await claims.complete(claim(1), 'ses-1', after(1));
      await claims.claim(claim(2), after(0));
      await claims.mark(claim(2), 'delivered', 'ses-2', null, after(1));
      for (const [n, id] of [
        [1, 'ses-1'],
        [2, 'ses-2'],
      ] as const) {
        const row = await table.get({ PK: `MESSAGE#${id}`, SK: 'MESSAGE' });
        expect(row).toMatchObject({ ticketId: ticketId(1), eventId: claim(n).eventId });
      }
    });
  });
});

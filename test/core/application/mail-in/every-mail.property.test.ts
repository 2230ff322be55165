import fc from 'fast-check';
import { it } from 'vitest';
import { throttled } from '../../../../lambdas/core/domain/errors.ts';
import { type AMail, expectBalance, someMails } from './any-mails.ts';
import { postOffice } from './post-office.ts';

/** Which of the mails is delivered next, and what goes wrong then. */
const someDelivery = fc.record({
  mail: fc.nat(),
  at: fc.constantFrom('alone', 'together'),
  fault: fc.constantFrom('none', 'none', 'none', 'away', 'broken'),
});

it('received is tickets and comments and notes and quarantine and discarded, and nothing is said twice', async () => {
  await fc.assert(
    fc.asyncProperty(someMails(8), fc.array(someDelivery, { maxLength: 24 }), async (mails, deliveries) => {
      const { ports, store, hand } = postOffice();
      /** Meets the first save of its delivery, and is over with it: a mail that was filed before saves nothing. */
      let failure: Error | null = null;
      const { save } = ports.tickets;
      ports.tickets.save = async (change) => {
        const met = failure;
        failure = null;
        if (met !== null) throw met;
        return save(change);
      };
      mails.forEach(store);
      const attempts = new Map<string, number>();
      const deliver = async (mail: AMail): Promise<void> => {
        const attempt = (attempts.get(mail.message.sesId) ?? 0) + 1;
        attempts.set(mail.message.sesId, attempt);
        await hand(mail, attempt).catch(() => undefined);
      };
      const chosen = deliveries.flatMap(({ mail, ...rest }) => {
        const one = mails[mail % mails.length];
        return one === undefined ? [] : [{ one, ...rest }];
      });
      for (const { one, at, fault } of chosen) {
        if (fault === 'away') failure = throttled('The database');
        if (fault === 'broken') failure = new Error('boom');
        ports.clock.advance(60_000);
        await Promise.all(
          at === 'together' ? [deliver(one), deliver(one), deliver(mails[0] ?? one)] : [deliver(one)],
        );
        failure = null;
      }
      // The queue is emptied: whatever failed comes again, until the queue gives up and the sweep finds it.
      for (let round = 0; round < 6; round += 1) for (const mail of mails) await deliver(mail);
      expectBalance(mails, {
        rows: ports.ledger.all(),
        tickets: ports.tickets.all().length,
        said: ports.tickets.all().flatMap(({ id }) => ports.tickets.said(id)),
      });
    }),
    { numRuns: 150 },
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { throttled } from '../../../../lambdas/core/domain/errors.ts';
import {
  aMail,
  FAILED,
  MAIL_DOMAIN,
  type MailParts,
  PASSED,
  postOffice,
  SUPPORT,
  UNPROVEN,
} from './post-office.ts';

const PEOPLE = [
  'maria@example.com',
  'olga@example.com',
  'who@elsewhere.example',
  'anna@desk.example',
  SUPPORT,
  '',
];

/** Any mail: who, how proven, in answer to what, saying what; few values of each, so that they meet. */
const someMail: fc.Arbitrary<MailParts> = fc
  .record({
    from: fc.constantFrom(...PEOPLE),
    verdicts: fc.constantFrom(
      PASSED,
      FAILED,
      UNPROVEN,
      { ...PASSED, spam: 'fail' } as const,
      { ...PASSED, dmarc: 'error' } as const,
    ),
    messageId: fc.constantFrom('<a@example.com>', '<b@example.com>', '<c@example.com>', null),
    inReplyTo: fc.constantFrom('<a@example.com>', '<b@example.com>', '<nobody@example.com>', null),
    subject: fc.constantFrom('The export stops', 'Re: [#1001] hello', 'Fwd: Printer', ''),
    text: fc.constantFrom('It stops.', 'Thanks!', '#solved', '#nonsense\nHm', '', '> quoted\nno'),
    headers: fc.constantFrom(
      {},
      { 'auto-submitted': 'auto-replied' },
      { 'list-id': '<x.example.com>' },
      { date: 'Mon, 2 Nov 2026 09:00:00 +0000' },
    ),
    files: fc.constantFrom([], ['log']),
    cc: fc.constantFrom([], [{ email: 'nina@example.com', name: 'Nina' }]),
    to: fc.constantFrom(
      [SUPPORT],
      [`reply+1001.0123456789abcdef@${MAIL_DOMAIN}`],
      [SUPPORT, `sales@${MAIL_DOMAIN}`],
      [],
    ),
  })
  .map(({ to, from, ...rest }) => ({ ...rest, from, envelope: { from, to } }));

/** Which of the mails is delivered next, and what goes wrong then. */
const someDelivery = fc.record({
  mail: fc.nat(),
  at: fc.constantFrom('alone', 'together'),
  fault: fc.constantFrom('none', 'none', 'none', 'away', 'broken'),
});

it('received is tickets and comments and notes and quarantine and discarded, and nothing is said twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someMail, { minLength: 1, maxLength: 8 }),
      fc.array(someDelivery, { maxLength: 24 }),
      async (parts, deliveries) => {
        const { ports, store, hand } = postOffice();
        const mails = parts.map((one, n) => aMail(`ses-${n}`, one));
        mails.forEach(store);
        const attempts = new Map<string, number>();
        const deliver = async (mail: ReturnType<typeof aMail>): Promise<void> => {
          const attempt = (attempts.get(mail.message.sesId) ?? 0) + 1;
          attempts.set(mail.message.sesId, attempt);
          await hand(mail, attempt).catch(() => undefined);
        };
        const chosen = deliveries.flatMap(({ mail, ...rest }) => {
          const one = mails[mail % mails.length];
          return one === undefined ? [] : [{ one, ...rest }];
        });
        for (const { one, at, fault } of chosen) {
          if (fault === 'away') ports.tickets.failNext(throttled('The database'));
          if (fault === 'broken') ports.tickets.failNext(new Error('boom'));
          ports.clock.advance(60_000);
          await Promise.all(
            at === 'together' ? [deliver(one), deliver(one), deliver(mails[0] ?? one)] : [deliver(one)],
          );
        }
        // The queue is emptied: whatever failed comes again, until the queue gives up and the sweep finds it.
        for (let round = 0; round < 6; round += 1) for (const mail of mails) await deliver(mail);

        const rows = ports.ledger.all();
        expect(rows.map(({ id }) => id).sort()).toEqual(mails.map(({ message }) => message.sesId).sort());
        const inTickets = rows.filter(({ disposition }) =>
          ['ticket', 'comment', 'note'].includes(disposition),
        );
        expect(ports.tickets.all()).toHaveLength(
          rows.filter(({ disposition }) => disposition === 'ticket').length,
        );
        const said = ports.tickets.all().flatMap(({ id }) => ports.tickets.said(id));
        const forwarded = said.filter(({ author, public: isPublic }) => author.kind === 'agent' && !isPublic);
        expect(new Set(said.map(({ mailId }) => mailId))).toEqual(
          new Set(inTickets.map(({ id }) => `mail_${id}`)),
        );
        expect(said.length - inTickets.length).toBeLessThanOrEqual(forwarded.length);
        for (const row of inTickets) {
          expect(said.find(({ id }) => id === row.commentId)).toMatchObject({
            ticketId: row.ticketId,
            mailId: `mail_${row.id}`,
          });
        }
        for (const row of rows) expect(row.reason).not.toBe('');
        const keys = rows
          .filter(({ disposition }) => disposition !== 'discarded')
          .flatMap(({ id, kind, disposition }) => {
            const message = mails.find((one) => one.message.sesId === id)?.message;
            const where = disposition === 'quarantine' ? 'in quarantine' : 'in a ticket';
            return message === undefined || message.messageId === null
              ? []
              : [`${message.messageId} ${message.fingerprint} ${kind} ${where}`];
          });
        const isRepeated = (key: string): boolean => keys.filter((one) => one === key).length > 1;
        expect(keys.filter(isRepeated)).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

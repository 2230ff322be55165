/** Mails of every sort, deliveries of them in any order, and what must hold in the end whatever went wrong. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { LedgerRow } from '../../../../lambdas/core/domain/mail/ledger.ts';
import type { Comment } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { aMail, FAILED, MAIL_DOMAIN, type MailParts, PASSED, SUPPORT, UNPROVEN } from './post-office.ts';

export type AMail = ReturnType<typeof aMail>;

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

/** At least one, under SES's ids of their own; some are copies of an earlier one, word for word. */
export const someMails = (maxLength: number): fc.Arbitrary<readonly AMail[]> =>
  fc.array(fc.tuple(someMail, fc.option(fc.nat(), { freq: 2 })), { minLength: 1, maxLength }).map((drawn) => {
    const parts: MailParts[] = [];
    for (const [own, copyOf] of drawn)
      parts.push((copyOf === null ? undefined : parts[copyOf % Math.max(1, parts.length)]) ?? own);
    return parts.map((one, n) => aMail(`ses-${n}`, one));
  });

/** What the desk holds of the mails in the end. */
export interface Holdings {
  readonly rows: readonly LedgerRow[];
  /** How many tickets there are. */
  readonly tickets: number;
  /** Every comment of every ticket. */
  readonly said: readonly Comment[];
}

/** Received is tickets and comments and notes and quarantine and discarded, and nothing is said twice. */
export const expectBalance = (mails: readonly AMail[], { rows, tickets, said }: Holdings): void => {
  expect(rows.map(({ id }) => id).sort()).toEqual(mails.map(({ message }) => message.sesId).sort());
  const inTickets = rows.filter(({ disposition }) => ['ticket', 'comment', 'note'].includes(disposition));
  expect(tickets).toBe(rows.filter(({ disposition }) => disposition === 'ticket').length);
  const forwarded = said.filter(({ author, public: isPublic }) => author.kind === 'agent' && !isPublic);
  expect(new Set(said.map(({ mailId }) => mailId))).toEqual(new Set(inTickets.map(({ id }) => `mail_${id}`)));
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
};

/** The request that opens a ticket, as a shop's own software would send it. */
import type { Ask } from '../desk/load.ts';
import type { RunningDesk } from '../desk/running-desk.ts';
import { subjectOf, textOf } from '../seed/words.ts';

/** Of a thousand people, in three categories; each with a key that makes it safe to repeat. */
export const newTicket = (desk: RunningDesk, run: string, number: number): Ask => ({
  method: 'POST',
  path: '/v1/tickets',
  headers: {
    authorization: `Bearer ${desk.tokens.machine}`,
    'content-type': 'application/json',
    'idempotency-key': `${run}-${number}`,
  },
  body: JSON.stringify({
    subject: subjectOf(number),
    description: textOf(number),
    category: ['payments', 'question', 'other'][number % 3],
    locale: number % 3 === 0 ? 'ru' : 'en',
    requester: { email: `buyer${number % 1000}@example.org`, name: `Buyer ${number % 1000}` },
  }),
});

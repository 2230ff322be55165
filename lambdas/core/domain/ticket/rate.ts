/** Puts the requester's answer on record; a rating never moves the ticket (product.md section 7). */
import { nothingToRate } from './conflicts.ts';
import { type Circumstances, type Decision, decided } from './decision.ts';
import type { Ticket } from './ticket.ts';
import { RATINGS, type Rating } from './words.ts';

/**
 * Counts, and may be repeated: the last answer stands, also on a closed ticket. Whether it is in time and by a person
 * was decided before (satisfaction/rating.ts). Throws NothingToRate when nothing is offered.
 */
export const rate = (
  ticket: Ticket,
  answer: { readonly rating: Rating; readonly comment: string | null },
  c: Circumstances,
): Decision => {
  const { status, offeredAt, agentId } = ticket.satisfaction;
  const before = RATINGS.find((rating) => rating === status) ?? null;
  if (offeredAt === null || (before === null && status !== 'offered')) throw nothingToRate();
  const { rating, comment } = answer;
  return decided(
    { ...ticket, satisfaction: { ...ticket.satisfaction, status: rating, comment, ratedAt: c.now } },
    {
      type: 'satisfaction.rated',
      payload: { rating, before, hasComment: comment !== null, agentId, offeredAt, groupId: ticket.groupId },
    },
  );
};

/** An answer that does not count (yet) is on record all the same. */
export const rateAttempted = (
  ticket: Ticket,
  attempt: { readonly rating: Rating; readonly why: 'too-fast' | 'nonce' },
  _c: Circumstances,
): Decision =>
  decided(ticket, {
    type: 'satisfaction.attempted',
    payload: { rating: attempt.rating, why: attempt.why },
  });

/** Whether a requester waits for an answer by a person, since when, and how a change of their ticket ends that. */
import { isOver } from './moments.ts';
import type { Ticket } from './ticket.ts';

/** A change began or ended a wait: a part of the payload of the first event of the change, whatever its type. */
export interface WaitNote {
  /** `dropped`: nobody waits any more, and nobody answered (solved without a word, details asked for, spam, merged). */
  readonly waiting: 'begun' | 'answered' | 'dropped';
  /** When the wait began: its name on its ticket. ISO 8601 UTC. */
  readonly waitingSince: string;
  /** Of the ticket, after the change. */
  readonly groupId: string;
}

/**
 * ISO 8601 UTC; null when nobody waits. It is while a clock of `first-reply` or `next-reply` could run: from the opening,
 * or from the details that it lacked, until the first public comment of an agent; then from the oldest unanswered comment
 * of the requester's side. A reopened ticket that nobody ever answered waits anew.
 */
export const waitingSince = (ticket: Ticket): string | null => {
  const { marks } = ticket;
  if (isOver(ticket) || marks.solvedAt !== null) return null;
  if (marks.firstReplyAt !== null) return marks.unansweredSince;
  const held = marks.pauses.findLast(({ why }) => why !== 'pending');
  return held === undefined ? marks.createdAt : held.to;
};

/** What a change means for the wait; null: nothing. `before` is null when the ticket is being opened. */
export const waitNoted = (before: Ticket | null, after: Ticket): WaitNote | null => {
  const [was, is] = [before === null ? null : waitingSince(before), waitingSince(after)];
  if (was === is) return null;
  const { groupId } = after;
  if (is !== null) return { waiting: 'begun', waitingSince: is, groupId };
  const isAnswered = before !== null && after.marks.publicReplies > before.marks.publicReplies;
  return { waiting: isAnswered ? 'answered' : 'dropped', waitingSince: String(was), groupId };
};

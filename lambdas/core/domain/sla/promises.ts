/** The times that a requester has been promised, as the ticket's row keeps them for views and mails. */
import type { Settings } from '../settings/schemas.ts';
import type { Promises, Ticket } from '../ticket/ticket.ts';
import type { Metric } from '../ticket/words.ts';
import { clocksOf } from './clocks.ts';
import type { ClockMarks } from './marks.ts';

/** The newest time that the marks know; what is due does not depend on how long ago that was. */
const lastKnownAt = (marks: ClockMarks): string =>
  [
    marks.createdAt,
    marks.lastReplyAt ?? '',
    marks.unansweredSince ?? '',
    ...marks.pauses.flatMap((pause) => [pause.from, pause.to ?? '']),
  ].reduce((a, b) => (a > b ? a : b));

const promisesNothing = (ticket: Pick<Ticket, 'spam' | 'mergedInto' | 'status'>): boolean =>
  ticket.spam || ticket.mergedInto !== null || ticket.status === 'closed';

/**
 * When each running clock is due, also when that time has passed unmet; null for what is met, paused or promised by
 * no policy, and for spam, merged and closed tickets. `expectedFixAt` was set by a person and stays.
 */
export const promisesOf = (ticket: Ticket, settings: Settings): Promises => {
  const { expectedFixAt } = ticket.promises;
  const clocks = promisesNothing(ticket) ? [] : clocksOf(ticket, settings, lastKnownAt(ticket.marks));
  const due = (metric: Metric): string | null =>
    clocks.find((clock) => clock.metric === metric && clock.isRunning)?.dueAt ?? null;
  return {
    firstReplyAt: due('first-reply'),
    nextReplyAt: due('next-reply'),
    resolutionAt: due('resolution'),
    expectedFixAt,
  };
};

/** The earliest unmet promise, by which open views are sorted; null when none runs. */
export const urgentAtOf = (
  promises: Promises,
  ticket: Pick<Ticket, 'spam' | 'mergedInto' | 'status'>,
): string | null => {
  if (promisesNothing(ticket)) return null;
  const times = [promises.firstReplyAt, promises.nextReplyAt, promises.resolutionAt];
  return times.filter((time) => time !== null).sort()[0] ?? null;
};

/** How each promise on a ticket ended, told from its whole history: what attainment is counted from. */
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Metric } from '../ticket/words.ts';
import { type Clock, clocksOf } from './clocks.ts';
import { type MarkedEvent, marksAfter, newMarks } from './fold.ts';
import type { ClockMarks } from './marks.ts';

/** A promise that was kept or not; one that still runs short of its target is neither. */
export interface PromiseOutcome {
  readonly metric: Metric;
  readonly met: boolean;
}

/**
 * Under the first of the settings' policies that fits the ticket as it is now, as if it had always applied. A running
 * clock past its target counts as breached (product.md section 8). `events` are the ticket's own, oldest first.
 */
export const promiseOutcomes = (
  ticket: Ticket,
  events: readonly MarkedEvent[],
  settings: Settings,
  now: string,
): readonly PromiseOutcome[] => {
  const clocksAt = (marks: ClockMarks, at: string): readonly Clock[] =>
    clocksOf({ ...ticket, marks }, settings, at);
  const outcomes = new Map<string, PromiseOutcome>();
  const judge = ({ key, metric, status }: Clock, hasEnded: boolean): void => {
    if (status === 'breached') outcomes.set(key, { metric, met: false });
    else if (hasEnded) outcomes.set(key, { metric, met: true });
  };
  let marks = newMarks(ticket.createdAt);
  for (const event of events) {
    const after = marksAfter(marks, event);
    // These two leave no trace in the marks once they are over.
    if (
      after.unansweredSince !== marks.unansweredSince ||
      after.lastReplyAt !== marks.lastReplyAt ||
      after.solvedAt !== marks.solvedAt
    ) {
      const left = new Set(clocksAt(after, event.occurredAt).map(({ key }) => key));
      for (const clock of clocksAt(marks, event.occurredAt)) if (!left.has(clock.key)) judge(clock, true);
    }
    marks = after;
  }
  for (const clock of clocksAt(marks, now)) judge(clock, clock.endedAt !== null);
  return [...outcomes.values()];
};

/** Which promises a change has kept: the clocks that ran before it, ended by it, and ended in time. */
import type { Settings } from '../settings/schemas.ts';
import { type Clock, clocksOf, dueGoingOn } from '../sla/clocks.ts';
import type { EventDraft } from './events.ts';
import type { Ticket } from './ticket.ts';

/**
 * One `sla.met` for each; `after` has its marks already. A periodic update is never over while the ticket is unsolved,
 * so it has none.
 */
export const promisesKept = (
  before: Ticket,
  after: Ticket,
  settings: Settings,
  now: string,
): readonly EventDraft[] => {
  const ended = new Set(
    clocksOf(after, settings, now).flatMap((clock) => (clock.endedAt === null ? [] : [clock.key])),
  );
  const endsNow = (clock: Clock): boolean =>
    clock.metric === 'next-reply' ? after.marks.unansweredSince === null : ended.has(clock.key);
  return clocksOf(before, settings, now)
    .filter((clock) => clock.endedAt === null && clock.status !== 'breached' && endsNow(clock))
    .map((clock) => ({
      type: 'sla.met',
      payload: { metric: clock.metric, dueAt: dueGoingOn(clock, now), at: now },
    }));
};

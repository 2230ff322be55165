/** What a clock's course consisted of, span by span; as long as the course, so only made for people who ask. */
import type { Clock } from './clocks.ts';
import { spansOf } from './stretches.ts';

/** A span of a clock's life; times are ISO 8601 UTC, `why` is a phrase a person can read. */
export interface Span {
  readonly from: string;
  readonly to: string;
  /** Whether its time counts. */
  readonly counted: boolean;
  readonly why: string;
}

/** A clock as it is shown. */
export interface TracedClock extends Omit<Clock, 'course' | 'until' | 'hours' | 'isRunning'> {
  /** In order and without gaps from `startedAt` to the end, or to now; the counted spans sum to `elapsedMinutes`. */
  readonly trace: readonly Span[];
}

export const traced = ({
  course,
  until,
  hours: _counts,
  isRunning: _runs,
  ...clock
}: Clock): TracedClock => ({
  ...clock,
  trace: spansOf(course, until).map(({ from, to, counted, why }) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    counted,
    why,
  })),
});

/** A clock's whole course as stretches of time, each with the working time that counts in it; no matter how long, they are few. */

import type { Pause } from './marks.ts';
import { standstill, type WorkingSpan, type WorkingTime } from './working-time.ts';

/** Instants are milliseconds since 1970 UTC. */
export interface Stretch {
  readonly from: number;
  /** Infinity: it goes on. */
  readonly to: number;
  readonly hours: WorkingTime;
  readonly isPaused: boolean;
}

/** What working time counts from an instant on, until the next period begins. */
export interface WorkingPeriod {
  readonly from: number;
  readonly hours: WorkingTime;
}

const STANDSTILLS: Readonly<Record<Pause['why'], WorkingTime>> = {
  pending: standstill('waiting for the requester'),
  details: standstill('waiting for details from the requester'),
  solved: standstill('solved'),
  merged: standstill('merged into another ticket'),
};

const millis = (time: string): number => Date.parse(time);

/** The first period also counts what is before it. */
const running = (periods: readonly WorkingPeriod[], from: number, to: number): readonly Stretch[] =>
  periods
    .map(({ hours, from: begins }, index) => ({
      from: index === 0 ? from : Math.max(begins, from),
      to: Math.min(periods[index + 1]?.from ?? Number.POSITIVE_INFINITY, to),
      hours,
      isPaused: false,
    }))
    .filter((stretch) => stretch.from < stretch.to);

/** From `start` for ever, in order and without gaps: there is always one, and the last goes on. */
export const stretchesOf = (
  start: string,
  pauses: readonly Pause[],
  periods: readonly WorkingPeriod[],
): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  let at = millis(start);
  for (const pause of pauses) {
    const from = Math.max(millis(pause.from), at);
    const to = pause.to === null ? Number.POSITIVE_INFINITY : millis(pause.to);
    if (to <= from) continue;
    stretches.push(...running(periods, at, from), {
      from,
      to,
      hours: STANDSTILLS[pause.why],
      isPaused: true,
    });
    at = to;
  }
  return [...stretches, ...running(periods, at, Number.POSITIVE_INFINITY)];
};

/** Milliseconds that counted by `end`. */
export const countedBy = (stretches: readonly Stretch[], end: number): number =>
  stretches.reduce((sum, { from, to, hours }) => sum + hours.workingBetween(from, Math.min(to, end)), 0);

/** The instant at which `amount` counted milliseconds are full; null when they never will be. */
export const filledAt = (stretches: readonly Stretch[], amount: number): number | null => {
  let left = amount;
  for (const { from, to, hours } of stretches.slice(0, -1)) {
    const counted = hours.workingBetween(from, to);
    if (counted >= left) return hours.addWorking(from, left);
    left -= counted;
  }
  const last = stretches.at(-1) as Stretch;
  const at = last.hours.addWorking(last.from, left);
  return Number.isFinite(at) ? at : null;
};

/** Whether a pause holds the clock at an instant of its course. */
export const isPausedAt = (stretches: readonly Stretch[], instant: number): boolean =>
  stretches.some(({ from, to, isPaused }) => isPaused && from <= instant && instant < to);

/** In order and without gaps from the start to `end`; one empty span when that is the start. */
export const spansOf = (stretches: readonly Stretch[], end: number): readonly WorkingSpan[] => {
  const spans: WorkingSpan[] = [];
  for (const { from, to, hours } of stretches) {
    for (const span of hours.spansBetween(from, Math.min(to, end))) {
      if (span.to <= span.from) continue;
      const last = spans.at(-1);
      if (last?.counted === span.counted && last.why === span.why)
        spans[spans.length - 1] = { ...last, to: span.to };
      else spans.push(span);
    }
  }
  if (spans.length > 0) return spans;
  const [span] = (stretches[0] as Stretch).hours.spansBetween(end, end + 1);
  return [{ ...(span as WorkingSpan), to: end }];
};

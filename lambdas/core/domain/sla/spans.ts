/** The arithmetic of clocks: which spans of a period count, and when the counted ones add up to an amount. */
import type { Pause } from './marks.ts';

/** A span of a clock's life; times are ISO 8601 UTC, `why` is a phrase a person can read. */
export interface Span {
  readonly from: string;
  readonly to: string;
  /** Whether the clock ran. */
  readonly counted: boolean;
  readonly why: string;
}

export const millis = (time: string): number => Date.parse(time);
export const isoTime = (time: number): string => new Date(time).toISOString();

const WHY: Readonly<Record<Pause['why'], string>> = {
  pending: 'waiting for the requester',
  details: 'waiting for details from the requester',
  solved: 'solved',
};
const RUNS = 'running around the clock';

/**
 * Cuts the time from `start` to `end` at the pauses. There is always at least one span: the last one says whether
 * the clock runs at `end`, even when nothing of it has passed yet.
 */
export const spansOf = (start: string, end: string, pauses: readonly Pause[]): readonly Span[] => {
  const stop = end > start ? end : start;
  const spans: Span[] = [];
  let from = start;
  for (const pause of pauses) {
    if (pause.from > stop) break;
    if (pause.to !== null && pause.to <= from) continue;
    if (pause.from > from) spans.push({ from, to: pause.from, counted: true, why: RUNS });
    const begins = pause.from > from ? pause.from : from;
    from = pause.to === null || pause.to > stop ? stop : pause.to;
    spans.push({ from: begins, to: from, counted: false, why: WHY[pause.why] });
    if (pause.to === null || pause.to > stop) return spans;
  }
  spans.push({ from, to: stop, counted: true, why: RUNS });
  return spans;
};

const length = (span: Span): number => (span.counted ? millis(span.to) - millis(span.from) : 0);

/** Milliseconds that counted. */
export const countedIn = (spans: readonly Span[]): number =>
  spans.reduce((sum, span) => sum + length(span), 0);

/** The instant at which `amount` counted milliseconds were full, null when they are not yet. */
export const filledAt = (spans: readonly Span[], amount: number): string | null => {
  let left = amount;
  for (const span of spans) {
    if (span.counted && length(span) >= left) return isoTime(millis(span.from) + left);
    left -= length(span);
  }
  return null;
};

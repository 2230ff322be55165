/** When a fix may be expected, whoever says it: an agent, or developers by their tracker. */

const DAY = 86_400_000;

/** What is further away nobody promises: it is a slip, or stands for "never". */
const FURTHEST_DAYS = 5 * 366;

const millisecondsAhead = (at: string, now: string): number => Date.parse(at) - Date.parse(now);

/** Null: it is not. Times are ISO 8601 UTC, here and below. */
export const whyTooFar = (at: string, now: string): string | null =>
  millisecondsAhead(at, now) > FURTHEST_DAYS * DAY ? 'must be within five years' : null;

/** Null: it may be expected then. */
export const whyNoFix = (at: string, now: string): string | null =>
  millisecondsAhead(at, now) <= 0 ? 'must be in the future' : whyTooFar(at, now);

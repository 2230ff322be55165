/** When a year's tickets come: about a thousand a day, most in the mornings of working days. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Parts of a day's tickets by the hour, UTC: asleep, up before noon, a second wave after lunch, a tail in the evening. */
const BY_HOUR = [1, 1, 1, 1, 1, 2, 4, 7, 10, 11, 10, 8, 6, 8, 8, 7, 5, 4, 3, 3, 2, 2, 1, 1];
/** From Sunday on. */
const BY_WEEKDAY = [0.5, 1.3, 1.25, 1.2, 1.15, 1.05, 0.55];

/** The same numbers each time, between 0 and 1 (mulberry32): a run can be repeated. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const hourOf = (random: () => number): number => {
  let left = random() * BY_HOUR.reduce((sum, part) => sum + part, 0);
  return BY_HOUR.findIndex((part) => {
    left -= part;
    return left < 0;
  });
};

/** Instants in milliseconds, in order; `from` is a midnight, UTC. */
export const arrivals = (
  from: number,
  days: number,
  perDay: number,
  random: () => number,
): readonly number[] =>
  Array.from({ length: days }, (_, day) => {
    const midnight = from + day * DAY;
    const count = Math.round(perDay * (BY_WEEKDAY[new Date(midnight).getUTCDay()] ?? 1));
    return Array.from({ length: count }, () =>
      Math.floor(midnight + (hourOf(random) + random()) * HOUR),
    ).sort((a, b) => a - b);
  }).flat();

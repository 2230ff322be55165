/** Days as people have them: by the wall clock of a time zone. */

const dateFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });

/** The date by the wall clock of the zone, `2026-11-22`. */
export const dateIn = (now: string, timeZone: string): string => dateFormat(timeZone).format(Date.parse(now));

/**
 * The first instant of the next local day after `now`; ISO 8601 UTC. Found by halving, because a day may have 23 or
 * 25 hours and some zones skip midnight.
 */
export const endOfDay = (now: string, timeZone: string): string => {
  const format = dateFormat(timeZone);
  const start = Date.parse(now);
  const today = format.format(start);
  let same = start;
  let next = start + 26 * 3_600_000;
  while (next - same > 1) {
    const middle = Math.floor((same + next) / 2);
    if (format.format(middle) === today) same = middle;
    else next = middle;
  }
  return new Date(next).toISOString();
};

/** The last millisecond of the local day of `now`: what is to happen on that day has time until then. ISO 8601 UTC. */
export const lastOfDay = (now: string, timeZone: string): string =>
  new Date(Date.parse(endOfDay(now, timeZone)) - 1).toISOString();

/** Whether this is the very last millisecond of a local day. */
export const isEndOfDay = (at: string, timeZone: string): boolean =>
  dateIn(at, timeZone) !== dateIn(new Date(Date.parse(at) + 1).toISOString(), timeZone);

/** The hours of a schedule as numbers: which local times of a day are working time. */
import type { Schedule } from '../settings/schemas.ts';

export const MINUTE = 60_000;
export const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** Milliseconds after local midnight; an end after 24 hours lies on the next day. */
export type Hours = readonly (readonly [from: number, to: number])[];

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const timeOfDay = (time: string): number =>
  (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * MINUTE;

/** `["22:00", "06:00"]` ends on the next day. */
const hoursOf = (intervals: Schedule['exceptions'][number]['intervals']): Hours =>
  intervals.map(([begins, ends]) => {
    const [from, to] = [timeOfDay(begins), timeOfDay(ends)];
    return [from, to > from ? to : to + DAY];
  });

/** Monday first. */
export const weekOf = ({ week }: Schedule): readonly Hours[] =>
  WEEKDAYS.map((day) => hoursOf(week[day] ?? []));

/** Days since 1970-01-01, of a date as `2026-12-25`. */
export const dayOf = (date: string): number => Date.parse(date) / DAY;

/** 0 is Monday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The days with other hours than their weekday's. */
export const exceptionsOf = ({ exceptions }: Schedule): ReadonlyMap<number, Hours> =>
  new Map(exceptions.map(({ date, intervals }) => [dayOf(date), hoursOf(intervals)]));

/** Of a yearly date the days in that year and its neighbours; the 29th of February only where there is one. */
export const holidaysAround = ({ holidays }: Schedule, year: number): ReadonlySet<number> =>
  new Set(
    holidays
      .flatMap((date) =>
        date.length > 5 ? [date] : [year - 1, year, year + 1].map((one) => `${String(one)}-${date}`),
      )
      .filter((date) => new Date(date).toISOString().startsWith(date))
      .map(dayOf),
  );

/** Whether it has no time off at all, so that no zone and no date matters. */
export const isAroundTheClock = (schedule: Schedule): boolean => {
  if (schedule.holidays.length > 0 || schedule.exceptions.length > 0) return false;
  const hours = weekOf(schedule).flatMap((day, index) =>
    day.map(([from, to]) => [from + index * DAY, to + index * DAY] as const),
  );
  // What Sunday's last interval has of Monday.
  let until = Math.max(0, ...hours.map(([, to]) => to - WEEK));
  for (const [from, to] of hours) {
    if (from > until) return false;
    until = Math.max(until, to);
  }
  return until >= WEEK;
};

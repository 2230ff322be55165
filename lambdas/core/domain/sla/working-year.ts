/** One year of a schedule, worked out: when it works in UTC, and how much it has worked by then. */
import type { Schedule } from '../settings/schemas.ts';
import { regimesIn } from './offsets.ts';
import { DAY, exceptionsOf, type Hours, holidaysAround, weekdayOf, weekOf } from './week.ts';

/** Instants are milliseconds since 1970 UTC, `to` is not part of it. */
export interface Stint {
  readonly from: number;
  readonly to: number;
}

/** A day off that its weekday would have worked. */
export interface DayOff extends Stint {
  /** `2026-12-25`. */
  readonly date: string;
}

/** From New Year to New Year, UTC. */
export interface WorkingYear {
  /** In order, apart from each other. */
  readonly stints: readonly Stint[];
  /** Milliseconds worked in the year before each stint, and at the end of the year. */
  readonly before: readonly number[];
  readonly daysOff: readonly DayOff[];
}

/** The last stint grows when the next begins where it ends, or earlier: hours of a shift and of an exception may overlap. */
const add = (stints: { from: number; to: number }[], from: number, to: number): void => {
  const last = stints.at(-1);
  if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
  else if (from < to) stints.push({ from, to });
};

/**
 * An instant is working time when the clock on the wall of the zone shows working time then: an hour that is skipped
 * in spring is not worked, one that comes twice in autumn is worked twice. Hours belong to the day on which they begin:
 * a holiday takes away those that begin on it, an exception replaces them, and wins over a holiday of the same date.
 */
export const workingYear = (schedule: Schedule): ((year: number) => WorkingYear) => {
  const week = weekOf(schedule);
  const exceptions = exceptionsOf(schedule);
  const usualHours = (day: number): Hours => week[weekdayOf(day)] as Hours;

  return (year) => {
    const holidays = holidaysAround(schedule, year);
    const stints: { from: number; to: number }[] = [];
    const daysOff: DayOff[] = [];
    for (const { from, to, offset } of regimesIn(
      schedule.timeZone,
      Date.UTC(year, 0, 1),
      Date.UTC(year + 1, 0, 1),
    )) {
      // The day before may reach into the first one.
      const lastDay = Math.floor((to + offset - 1) / DAY);
      for (let day = Math.floor((from + offset) / DAY) - 1; day <= lastDay; day += 1) {
        const midnight = day * DAY - offset;
        const isOff = holidays.has(day) && !exceptions.has(day);
        const hours = isOff ? [] : (exceptions.get(day) ?? usualHours(day));
        for (const [begins, ends] of hours)
          add(stints, Math.max(midnight + begins, from), Math.min(midnight + ends, to));
        const off = { from: Math.max(midnight, from), to: Math.min(midnight + DAY, to) };
        if (isOff && usualHours(day).length > 0 && off.from < off.to)
          daysOff.push({ ...off, date: new Date(day * DAY).toISOString().slice(0, 10) });
      }
    }
    let worked = 0;
    const before = stints.map(({ from, to }) => {
      const sum = worked;
      worked += to - from;
      return sum;
    });
    return { stints, before: [...before, worked], daysOff };
  };
};

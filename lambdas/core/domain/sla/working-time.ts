/**
 * Working time as clocks use it: how much of it lies between two instants, and when so much of it has passed. A year is
 * worked out when it is first asked for and kept with sums, so that ten years are ten additions and two searches.
 */
import type { Schedule } from '../settings/schemas.ts';
import { isAroundTheClock } from './week.ts';
import { type Stint, type WorkingYear, workingYear } from './working-year.ts';

/** A piece of time that is working time or not, and why, in a phrase that a person can read. */
export interface WorkingSpan extends Stint {
  readonly counted: boolean;
  readonly why: string;
}

/** Instants and amounts are milliseconds. */
export interface WorkingTime {
  /** Nothing when `to` is not after `from`. */
  workingBetween(from: number, to: number): number;
  /**
   * The first instant by which `amount` (more than 0) has been worked since `from`; the end of the hundredth year when
   * it takes longer, Infinity where no work is ever done.
   */
  addWorking(from: number, amount: number): number;
  /** In order and without gaps; neighbours may say the same. */
  spansBetween(from: number, to: number): Iterable<WorkingSpan>;
}

/** 24 × 7, in whatever zone. */
export const AROUND_THE_CLOCK: WorkingTime = {
  workingBetween: (from, to) => Math.max(0, to - from),
  addWorking: (from, amount) => from + amount,
  spansBetween: (from, to) => [{ from, to, counted: true, why: 'running around the clock' }],
};

/** Time in which nothing counts, for one reason. */
export const standstill = (why: string): WorkingTime => ({
  workingBetween: () => 0,
  addWorking: () => Number.POSITIVE_INFINITY,
  spansBetween: (from, to) => [{ from, to, counted: false, why }],
});

const MOST_YEARS = 100;

const yearAt = (instant: number): number => new Date(instant).getUTCFullYear();

/** The first index for which it holds; it holds for all after that. */
const firstIndex = (length: number, holds: (index: number) => boolean): number => {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The first stint that ends after the instant. */
const stintAt = ({ stints }: WorkingYear, instant: number): number =>
  firstIndex(stints.length, (index) => (stints[index] as Stint).to > instant);

/** Milliseconds worked from New Year to an instant of the year. */
const workedBy = (year: WorkingYear, instant: number): number => {
  const index = stintAt(year, instant);
  const stint = year.stints[index];
  return (year.before[index] as number) + (stint === undefined ? 0 : Math.max(0, instant - stint.from));
};

const total = (year: WorkingYear): number => year.before.at(-1) as number;

/** Time off, told apart by the days off in it. */
function* timeOff({ daysOff }: WorkingYear, from: number, to: number): Generator<WorkingSpan> {
  if (from >= to) return;
  let at = from;
  const first = firstIndex(daysOff.length, (index) => (daysOff[index] as Stint).to > from);
  for (const day of daysOff.slice(first)) {
    if (day.from >= to) break;
    if (day.from > at) yield { from: at, to: day.from, counted: false, why: 'outside the schedule' };
    const ends = Math.min(day.to, to);
    yield { from: Math.max(day.from, at), to: ends, counted: false, why: `holiday ${day.date}` };
    at = ends;
  }
  if (at < to) yield { from: at, to, counted: false, why: 'outside the schedule' };
}

function* spansOfYear(year: WorkingYear, from: number, to: number): Generator<WorkingSpan> {
  let at = from;
  for (const stint of year.stints.slice(stintAt(year, from))) {
    if (stint.from >= to) break;
    const begins = Math.max(stint.from, from);
    yield* timeOff(year, at, begins);
    at = Math.min(stint.to, to);
    yield { from: begins, to: at, counted: true, why: 'within the schedule' };
  }
  yield* timeOff(year, at, to);
}

const byHours = (schedule: Schedule): WorkingTime => {
  const workOut = workingYear(schedule);
  const years = new Map<number, WorkingYear>();
  const yearOf = (year: number): WorkingYear => {
    const known = years.get(year) ?? workOut(year);
    years.set(year, known);
    return known;
  };
  return {
    workingBetween: (from, to) => {
      if (to <= from) return 0;
      const [first, last] = [yearAt(from), yearAt(to)];
      let worked = workedBy(yearOf(last), to) - workedBy(yearOf(first), from);
      for (let year = first; year < last; year += 1) worked += total(yearOf(year));
      return worked;
    },
    addWorking: (from, amount) => {
      const first = yearAt(from);
      // Of what is worked from New Year on.
      let left = amount + workedBy(yearOf(first), from);
      for (let number = first; number < first + MOST_YEARS; number += 1) {
        const year = yearOf(number);
        if (left <= total(year)) {
          const index = firstIndex(year.stints.length, (at) => (year.before[at + 1] as number) >= left);
          return (year.stints[index] as Stint).from + left - (year.before[index] as number);
        }
        left -= total(year);
      }
      return Date.UTC(first + MOST_YEARS, 0, 1);
    },
    *spansBetween(from, to) {
      for (let at = from; at < to; ) {
        const number = yearAt(at);
        const end = Math.min(Date.UTC(number + 1, 0, 1), to);
        yield* spansOfYear(yearOf(number), at, end);
        at = end;
      }
    },
  };
};

const known = new WeakMap<Schedule, WorkingTime>();

/** Kept for as long as the schedule itself, which settings hold in memory until they change. */
export const workingTimeOf = (schedule: Schedule): WorkingTime => {
  const hours = known.get(schedule) ?? (isAroundTheClock(schedule) ? AROUND_THE_CLOCK : byHours(schedule));
  known.set(schedule, hours);
  return hours;
};

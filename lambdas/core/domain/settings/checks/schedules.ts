/** Schedules: intervals that are times, in order, apart from each other, and some of them. */
import type { Schedule, Settings } from '../schemas.ts';
import { type FoundProblem, type Path, repeated } from './problem.ts';

type Interval = readonly [from: string, to: string];

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** `["22:00", "06:00"]` ends on the next day. */
const isOverMidnight = ([from, to]: Interval): boolean => from > to;

const isWritten = (interval: Interval): boolean => interval.every((time) => TIME.test(time));

const endOf = (interval: Interval): string =>
  isOverMidnight(interval) ? `${interval[1]} on the next day` : interval[1];

const intervalProblem = (interval: Interval, before: Interval | undefined): string | null => {
  const [from, to] = interval;
  const wrong = [from, to].find((time) => !TIME.test(time));
  if (wrong !== undefined) return `must be times from "00:00" to "24:00"; "${wrong}" is none`;
  if (from === to) return `begins and ends at ${from}`;
  if (before === undefined || !isWritten(before)) return null;
  if (!isOverMidnight(before) && before[1] <= from) return null;
  return before[0] > from
    ? 'must stand in order of time'
    : `overlaps the interval before it, which ends at ${endOf(before)}`;
};

const dayProblems = (intervals: readonly Interval[], path: Path): readonly FoundProblem[] =>
  intervals.flatMap((interval, at) => {
    const message = intervalProblem(interval, intervals[at - 1]);
    return message === null ? [] : [{ kind: 'schedules' as const, path: [...path, at], message }];
  });

/** What a day works after midnight must be over before the next one begins. */
const midnightProblems = ({ week }: Schedule, index: number): readonly FoundProblem[] =>
  WEEK.flatMap((day, at) => {
    const next = WEEK[(at + 1) % WEEK.length] as (typeof WEEK)[number];
    const [last, first] = [week[day]?.at(-1), week[next]?.[0]];
    if (last === undefined || first === undefined || !isWritten(last) || !isWritten(first)) return [];
    if (!isOverMidnight(last) || last[1] <= first[0]) return [];
    const message = `overlaps the last interval of ${day}, which ends at ${last[1]}`;
    return [{ kind: 'schedules' as const, path: [index, 'week', next, 0], message }];
  });

/** Days that every year has; a 29th of February alone would keep clocks waiting for years. */
const DAYS_OF_YEAR = 365;

const hasEveryDayOff = ({ holidays }: Schedule): boolean =>
  new Set(holidays.filter((holiday) => holiday.length === 5 && holiday !== '02-29')).size === DAYS_OF_YEAR;

const oneSchedule = (schedule: Schedule, index: number): readonly FoundProblem[] => {
  const days = WEEK.map((day) => [day, schedule.week[day] ?? []] as const);
  const works = days.some(([, intervals]) => intervals.length > 0);
  return [
    ...days.flatMap(([day, intervals]) => dayProblems(intervals, [index, 'week', day])),
    ...midnightProblems(schedule, index),
    ...schedule.exceptions.flatMap(({ intervals }, at) =>
      dayProblems(intervals, [index, 'exceptions', at, 'intervals']),
    ),
    ...repeated(
      'schedules',
      schedule.exceptions,
      ({ date }) => date,
      (at) => [index, 'exceptions', at, 'date'],
    ),
    // A clock on such a schedule would never end.
    ...(works
      ? []
      : [
          {
            kind: 'schedules' as const,
            path: [index, 'week'],
            message: 'must have working time on some day',
          },
        ]),
    ...(hasEveryDayOff(schedule)
      ? [
          {
            kind: 'schedules' as const,
            path: [index, 'holidays'],
            message: 'must leave some day of the year to work on',
          },
        ]
      : []),
  ];
};

export const scheduleProblems = ({ schedules }: Settings): readonly FoundProblem[] => [
  ...repeated(
    'schedules',
    schedules,
    ({ id }) => id,
    (index) => [index, 'id'],
  ),
  ...schedules.flatMap(oneSchedule),
];

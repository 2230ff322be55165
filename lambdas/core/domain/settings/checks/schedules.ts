/** Schedules: intervals that are times, in order, apart from each other, and some of them. */
import type { Schedule, Settings } from '../schemas.ts';
import { type FoundProblem, type Path, repeated } from './problem.ts';

type Interval = readonly [from: string, to: string];

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

const intervalProblem = ([from, to]: Interval, before: Interval | undefined): string | null => {
  const wrong = [from, to].find((time) => !TIME.test(time));
  if (wrong !== undefined) return `must be times from "00:00" to "24:00"; "${wrong}" is none`;
  if (from === to) return `begins and ends at ${from}`;
  if (from > to)
    return `ends before it begins; over midnight, write ["${from}", "24:00"] and the rest on the next day`;
  if (before === undefined || !TIME.test(before[1]) || before[1] <= from) return null;
  return before[0] > from
    ? 'must stand in order of time'
    : `overlaps the interval before it, which ends at ${before[1]}`;
};

const dayProblems = (intervals: readonly Interval[], path: Path): readonly FoundProblem[] =>
  intervals.flatMap((interval, at) => {
    const message = intervalProblem(interval, intervals[at - 1]);
    return message === null ? [] : [{ kind: 'schedules' as const, path: [...path, at], message }];
  });

const oneSchedule = (schedule: Schedule, index: number): readonly FoundProblem[] => {
  const days = WEEK.map((day) => [day, schedule.week[day] ?? []] as const);
  const works = days.some(([, intervals]) => intervals.length > 0);
  return [
    ...days.flatMap(([day, intervals]) => dayProblems(intervals, [index, 'week', day])),
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

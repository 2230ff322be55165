/** Schedules for tests, and what they mean minute by minute: asked of Intl alone, without any of the code under test. */
import * as fc from 'fast-check';
import type { Schedule } from '../../../../lambdas/core/domain/settings/schemas.ts';

export const MINUTE = 60_000;

type Intervals = Schedule['exceptions'][number]['intervals'];

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Monday to Friday from nine to five in Berlin, unless a test says otherwise. */
export const aSchedule = (over: Partial<Schedule> = {}): Schedule => {
  const day: Intervals = [['09:00', '17:00']];
  return {
    id: 'office',
    timeZone: 'Europe/Berlin',
    week: { mon: day, tue: day, wed: day, thu: day, fri: day },
    holidays: [],
    exceptions: [],
    ...over,
  };
};

export const everyDay = (...intervals: Intervals): Schedule['week'] =>
  Object.fromEntries(WEEKDAYS.map((day) => [day, intervals]));

const DAY = 1440;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const dateOf = (day: number): string => new Date(day * DAY * MINUTE).toISOString().slice(0, 10);

/** The intervals that begin on a local date. */
const beginningOn = (schedule: Schedule, day: number): Intervals => {
  const date = dateOf(day);
  const exception = schedule.exceptions.find((one) => one.date === date);
  if (exception !== undefined) return exception.intervals;
  if (schedule.holidays.some((holiday) => date.endsWith(holiday))) return [];
  return schedule.week[WEEKDAYS[new Date(day * DAY * MINUTE).getUTCDay()] ?? 'sun'] ?? [];
};

/** Whether the minute that begins at the instant is working time, by what a clock on the wall shows then. */
export const wallClock = (schedule: Schedule): ((instant: number) => boolean) => {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: schedule.timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const of = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? Number.NaN;
    const day = Date.UTC(of('year'), of('month') - 1, of('day')) / (DAY * MINUTE);
    const minute = of('hour') * 60 + of('minute');
    const worksAt = (on: number, at: number): boolean =>
      beginningOn(schedule, on).some(([from, to]) => {
        const [begins, ends] = [minutesOf(from), minutesOf(to)];
        return begins <= at && at < (ends > begins ? ends : ends + DAY);
      });
    return worksAt(day, minute) || worksAt(day - 1, minute + DAY);
  };
};

const time = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Up to three intervals in order and apart; the last may go on after midnight, until six at most. */
const intervals: fc.Arbitrary<Intervals> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 24, max: 96 }), { maxLength: 6 }),
    fc.option(fc.integer({ min: 0, max: 24 })),
  )
  .map(([quarters, night]) => {
    const edges = quarters.toSorted((a, b) => a - b).map((quarter) => quarter * 15);
    const pairs: [string, string][] = [];
    for (let at = 0; at + 1 < edges.length; at += 2)
      pairs.push([time(edges[at] ?? 0), time(edges[at + 1] ?? 0)]);
    const last = edges.at(-1);
    if (night !== null && edges.length % 2 === 1 && last !== undefined && last < DAY)
      pairs.push([time(last), time(night * 15)]);
    return pairs;
  });

const dates = fc
  .integer({ min: Date.UTC(2026, 0, 1) / 86_400_000, max: Date.UTC(2027, 11, 31) / 86_400_000 })
  .map(dateOf);

/** Zones that change their clocks at midnight, by half an hour, in the other half of the year, twice around a month of fasting, and never. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Pacific/Chatham',
];

export const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    days: fc.tuple(...WEEKDAYS.map(() => intervals)),
    holidays: fc.array(fc.tuple(dates, fc.boolean()), { maxLength: 6 }),
    exceptions: fc.uniqueArray(fc.record({ date: dates, intervals }), {
      maxLength: 6,
      selector: ({ date }) => date,
    }),
  })
  .map(({ timeZone, days, holidays, exceptions }) => {
    const week = Object.fromEntries(WEEKDAYS.map((day, at) => [day, days[at]]));
    const works = days.some((day) => day.length > 0);
    return aSchedule({
      timeZone,
      week: works ? week : { mon: [['09:00', '17:00']] },
      holidays: holidays.map(([date, yearly]) => (yearly ? date.slice(5) : date)),
      exceptions,
    });
  });

/** A minute in 2026 or 2027, often near a change of clocks in Europe or America, or near New Year. */
export const minutes: fc.Arbitrary<number> = fc
  .tuple(
    fc.constantFrom(
      '2026-01-01',
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-09-06',
      '2026-10-25',
      '2026-12-31',
      '2027-02-14',
      '2027-06-15',
    ),
    fc.integer({ min: -3 * DAY, max: 3 * DAY }),
  )
  .map(([date, by]) => Date.parse(date) + by * MINUTE);

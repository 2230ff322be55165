import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Schedule, SETTINGS_SCHEMAS } from '../../../../lambdas/core/domain/settings/schemas.ts';
import {
  AROUND_THE_CLOCK,
  standstill,
  workingTimeOf,
} from '../../../../lambdas/core/domain/sla/working-time.ts';
import { aSchedule, everyDay, MINUTE, minutes, schedules, wallClock } from './hours.ts';

const HOUR = 60 * MINUTE;
const YEAR = 365.25 * 24 * HOUR;

const between = (schedule: Schedule, from: string, to: string): number =>
  workingTimeOf(schedule).workingBetween(Date.parse(from), Date.parse(to)) / HOUR;

const plus = (schedule: Schedule, from: string, hours: number): string =>
  new Date(workingTimeOf(schedule).addWorking(Date.parse(from), hours * HOUR)).toISOString();

const reasons = (schedule: Schedule, from: string, to: string) =>
  [...workingTimeOf(schedule).spansBetween(Date.parse(from), Date.parse(to))].map((span) => [
    new Date(span.from).toISOString().slice(0, 16),
    span.counted,
    span.why,
  ]);

describe('working time', () => {
  it('is the hours of the week, by the clock on the wall of the zone', () => {
    expect(between(aSchedule(), '2026-11-02T00:00Z', '2026-11-09T00:00Z')).toBe(40);
    expect(between(aSchedule(), '2026-11-02T08:30Z', '2026-11-02T09:00Z')).toBe(0.5);
    expect(plus(aSchedule(), '2026-11-06T15:00Z', 1)).toBe('2026-11-06T16:00:00.000Z');
    expect(plus(aSchedule(), '2026-11-06T15:00Z', 1.5)).toBe('2026-11-09T08:30:00.000Z');
    expect(plus(aSchedule(), '2026-11-07T15:00Z', 1)).toBe('2026-11-09T09:00:00.000Z');
  });

  it('is none when the end is not after the beginning', () => {
    expect(between(aSchedule(), '2026-11-03T09:00Z', '2026-11-02T09:00Z')).toBe(0);
    expect(AROUND_THE_CLOCK.workingBetween(5, 3)).toBe(0);
  });

  it('has several intervals a day', () => {
    const schedule = aSchedule({ week: everyDay(['09:00', '13:00'], ['14:00', '18:00']) });
    expect(plus(schedule, '2026-11-02T11:30Z', 1)).toBe('2026-11-02T13:30:00.000Z');
  });

  it('goes over midnight, and from Sunday into Monday', () => {
    const nights = aSchedule({ timeZone: 'UTC', week: { sun: [['22:00', '06:00']] } });
    expect(between(nights, '2026-11-02T00:00Z', '2026-11-03T00:00Z')).toBe(6);
    expect(between(nights, '2026-11-01T00:00Z', '2026-11-02T00:00Z')).toBe(2);
    expect(plus(nights, '2026-11-01T23:00Z', 3)).toBe('2026-11-02T02:00:00.000Z');
  });

  it('loses the hour that is skipped in spring and has the one twice that comes twice in autumn', () => {
    const early = aSchedule({ week: everyDay(['01:00', '04:00']) });
    const berlin = (date: string): number => between(early, `${date}T00:00+01:00`, `${date}T05:00+01:00`);
    expect(berlin('2026-03-28')).toBe(3);
    expect(berlin('2026-03-29')).toBe(2);
    expect(between(early, '2026-10-24T22:00Z', '2026-10-25T22:00Z')).toBe(4);
  });

  it('leaves out holidays, those of every year too, and the 29th of February where there is one', () => {
    const schedule = aSchedule({
      week: everyDay(['09:00', '17:00']),
      holidays: ['2026-11-03', '12-25', '02-29'],
    });
    expect(between(schedule, '2026-11-02T00:00Z', '2026-11-05T00:00Z')).toBe(16);
    expect(between(schedule, '2026-11-03T00:00Z', '2026-11-04T00:00Z')).toBe(0);
    expect(between(schedule, '2030-12-25T00:00Z', '2030-12-26T00:00Z')).toBe(0);
    expect(between(schedule, '2028-02-29T00:00Z', '2028-03-01T00:00Z')).toBe(0);
    expect(between(schedule, '2027-03-01T00:00Z', '2027-03-02T00:00Z')).toBe(8);
  });

  it('follows an exception instead of the weekday, and instead of a holiday', () => {
    const schedule = aSchedule({
      holidays: ['2026-11-03', '2026-11-04'],
      exceptions: [
        { date: '2026-11-03', intervals: [['10:00', '12:00']] },
        { date: '2026-11-05', intervals: [] },
        { date: '2026-11-07', intervals: [['09:00', '10:00']] },
      ],
    });
    const on = (date: string): number => between(schedule, `${date}T00:00Z`, `${date}T23:00Z`);
    expect(['2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06', '2026-11-07'].map(on)).toEqual([
      2, 0, 0, 8, 1,
    ]);
  });

  it('belongs to the day on which it begins: a holiday ends no shift of the evening before', () => {
    const nights = aSchedule({
      timeZone: 'UTC',
      week: everyDay(['22:00', '06:00']),
      holidays: ['2026-12-25'],
    });
    expect(between(nights, '2026-12-24T12:00Z', '2026-12-25T12:00Z')).toBe(8);
    expect(between(nights, '2026-12-25T12:00Z', '2026-12-26T12:00Z')).toBe(0);
  });

  it('counts hours once that a night and an exception both have', () => {
    const schedule = aSchedule({
      timeZone: 'UTC',
      week: { mon: [['22:00', '06:00']] },
      exceptions: [
        {
          date: '2026-11-03',
          intervals: [
            ['01:00', '02:00'],
            ['05:00', '07:00'],
          ],
        },
      ],
    });
    expect(between(schedule, '2026-11-03T00:00Z', '2026-11-04T00:00Z')).toBe(7);
  });

  it('leaves out a day that a country skipped', () => {
    const apia = aSchedule({
      timeZone: 'Pacific/Apia',
      week: everyDay(['00:00', '24:00']),
      holidays: ['01-01'],
    });
    expect(between(apia, '2011-12-29T10:00Z', '2011-12-31T10:00Z')).toBe(48);
    expect(between(apia, '2011-12-30T00:00Z', '2012-01-02T00:00Z')).toBe(72 - 24);
  });

  it('is the whole of time around the clock, however that is written, in any zone', () => {
    for (const week of [
      everyDay(['00:00', '24:00']),
      everyDay(['00:00', '12:00'], ['12:00', '24:00']),
      everyDay(['05:59', '06:00'], ['06:00', '05:59']),
      everyDay(['06:00', '18:00'], ['18:00', '06:00']),
    ])
      expect(workingTimeOf(aSchedule({ week }))).toBe(AROUND_THE_CLOCK);
    for (const over of [
      { week: everyDay(['00:00', '23:59']) },
      { week: everyDay(['00:01', '24:00']) },
      { week: everyDay(['00:00', '24:00']), holidays: ['12-25'] },
      { week: everyDay(['00:00', '24:00']), exceptions: [{ date: '2026-12-25', intervals: [] }] },
    ])
      expect(workingTimeOf(aSchedule(over))).not.toBe(AROUND_THE_CLOCK);
  });

  it('is worked out once for each schedule', () => {
    const schedule = aSchedule();
    expect(workingTimeOf(schedule)).toBe(workingTimeOf(schedule));
    expect(workingTimeOf(schedule)).not.toBe(workingTimeOf(aSchedule()));
  });

  it('is never waited for longer than a hundred years', () => {
    const never = aSchedule({
      week: { mon: [['09:00', '09:01']] },
      holidays: Array.from({ length: 366 }, (_, day) =>
        new Date(Date.UTC(2028, 0, 1 + day)).toISOString().slice(5, 10),
      ),
    });
    expect(plus(never, '2026-11-02T09:00Z', 1)).toBe('2126-01-01T00:00:00.000Z');
    expect(standstill('solved').addWorking(0, 1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is reached over ten years and many changes of the clocks', () => {
    const from = Date.UTC(2026, 10, 2, 8);
    const hours = workingTimeOf(aSchedule());
    const worked = hours.workingBetween(from, from + 10 * YEAR);
    expect(worked / HOUR / 8).toBeCloseTo((10 * 365.25 * 5) / 7, -1);
    expect(hours.workingBetween(from, hours.addWorking(from, worked))).toBe(worked);
  });
});

describe('the spans of working time', () => {
  it('tell working time, time off and holidays apart', () => {
    const schedule = aSchedule({ timeZone: 'UTC', holidays: ['2026-12-25', '2026-12-26'] });
    expect(reasons(schedule, '2026-12-24T12:00Z', '2026-12-28T10:00Z')).toEqual([
      ['2026-12-24T12:00', true, 'within the schedule'],
      ['2026-12-24T17:00', false, 'outside the schedule'],
      ['2026-12-25T00:00', false, 'holiday 2026-12-25'],
      ['2026-12-26T00:00', false, 'outside the schedule'],
      ['2026-12-28T09:00', true, 'within the schedule'],
    ]);
    expect(reasons(schedule, '2026-12-25T12:00Z', '2026-12-25T13:00Z')).toEqual([
      ['2026-12-25T12:00', false, 'holiday 2026-12-25'],
    ]);
  });

  it('begin a holiday when the night before it ends', () => {
    const nights = aSchedule({ timeZone: 'UTC', week: everyDay(['22:00', '06:00']), holidays: ['12-25'] });
    expect(reasons(nights, '2026-12-25T05:00Z', '2026-12-26T12:00Z')).toEqual([
      ['2026-12-25T05:00', true, 'within the schedule'],
      ['2026-12-25T06:00', false, 'holiday 2026-12-25'],
      ['2026-12-26T00:00', false, 'outside the schedule'],
    ]);
  });
});

describe('any schedule', () => {
  it('is one that settings accept', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        expect(z.parse(SETTINGS_SCHEMAS.schedules, [schedule])).toEqual([schedule]);
      }),
      { numRuns: 50 },
    );
  });

  it('works when counting minute by minute says so', () => {
    fc.assert(
      fc.property(schedules, minutes, fc.integer({ min: 0, max: 4000 }), (schedule, from, length) => {
        const hours = workingTimeOf(schedule);
        const works = wallClock(schedule);
        const to = from + length * MINUTE;
        let counted = 0;
        for (let at = from; at < to; at += MINUTE) if (works(at)) counted += MINUTE;
        expect(hours.workingBetween(from, to)).toBe(counted);
        let at = from;
        let sum = 0;
        for (const span of hours.spansBetween(from, to)) {
          expect(span.from).toBe(at);
          expect(works(span.from)).toBe(span.counted);
          expect(works(span.to - MINUTE)).toBe(span.counted);
          if (span.counted) sum += span.to - span.from;
          at = span.to;
        }
        expect(at).toBe(to);
        expect(sum).toBe(counted);
      }),
      { numRuns: 60 },
    );
  });

  it('is filled at the first instant by which so much has been worked, to the millisecond', () => {
    fc.assert(
      fc.property(schedules, minutes, fc.integer({ min: 1, max: 400 * HOUR }), (schedule, from, amount) => {
        const hours = workingTimeOf(schedule);
        const at = hours.addWorking(from, amount);
        expect(hours.workingBetween(from, at)).toBe(amount);
        expect(hours.workingBetween(from, at - 1)).toBe(amount - 1);
      }),
      { numRuns: 200 },
    );
  });

  it('adds up: the time between two instants is that to a third and from there', () => {
    fc.assert(
      fc.property(schedules, minutes, minutes, minutes, (schedule, ...instants) => {
        const [a = 0, b = 0, c = 0] = instants.toSorted((one, other) => one - other);
        const hours = workingTimeOf(schedule);
        expect(hours.workingBetween(a, b) + hours.workingBetween(b, c)).toBe(hours.workingBetween(a, c));
      }),
    );
  });
});

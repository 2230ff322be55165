import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  afterWorking,
  endOfWorkingDay,
  workingDayAt,
} from '../../../../lambdas/core/domain/people/working-day.ts';
import { type Schedule, SETTINGS_SCHEMAS } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { workingTimeOf } from '../../../../lambdas/core/domain/sla/working-time.ts';
import { anAgent, aSettings } from '../../builders.ts';
import { minutes, schedules } from '../sla/hours.ts';
import { aMachine, anAgentCaller } from './callers.ts';

type Intervals = readonly (readonly [string, string])[];
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

/** Anna's weekdays; the desk's day ends at 23:00 UTC. */
const working = (intervals: Intervals, days: readonly string[] = DAYS) =>
  aSettings({
    desk: { timeZone: 'Europe/Berlin' },
    agents: [anAgent({ schedule: 'own' })],
    schedules: z.parse(SETTINGS_SCHEMAS.schedules, [
      { id: 'own', timeZone: 'UTC', week: Object.fromEntries(days.map((day) => [day, intervals])) },
    ]),
  });

const OFFICE: Intervals = [
  ['09:00', '13:00'],
  ['14:00', '18:00'],
];
const NIGHTS: Intervals = [['22:00', '06:00']];

describe('a working day', () => {
  it.each([
    ['under way', OFFICE, '2026-11-02T10:00:00.000Z', '2026-11-02T18:00:00.000Z'],
    ['at lunch', OFFICE, '2026-11-02T13:30:00.000Z', '2026-11-02T18:00:00.000Z'],
    ['before it begins', OFFICE, '2026-11-02T07:00:00.000Z', '2026-11-02T18:00:00.000Z'],
    ['that is over', OFFICE, '2026-11-02T19:00:00.000Z', '2026-11-03T18:00:00.000Z'],
    ['after the week', OFFICE, '2026-11-06T19:00:00.000Z', '2026-11-09T18:00:00.000Z'],
    ['at night', NIGHTS, '2026-11-03T02:00:00.000Z', '2026-11-03T06:00:00.000Z'],
    ['before a night', NIGHTS, '2026-11-03T15:00:00.000Z', '2026-11-04T06:00:00.000Z'],
  ])('%s ends when its hours do', (_when, intervals, now, end) => {
    expect(endOfWorkingDay(anAgentCaller(), working(intervals), now)).toBe(end);
  });

  it('of somebody without hours, or without nights, is the desk’s', () => {
    const now = '2026-11-02T10:00:00.000Z';
    const end = '2026-11-02T23:00:00.000Z';
    const open = working([['00:00', '23:00']], [...DAYS, 'sat', 'sun']);
    for (const settings of [open, aSettings({ desk: { timeZone: 'Europe/Berlin' } })])
      expect(endOfWorkingDay(anAgentCaller(), settings, now)).toBe(end);
    expect(endOfWorkingDay(aMachine(), working(OFFICE), now)).toBe(end);
  });
});

describe('a day of work', () => {
  const dayOf = (intervals: Intervals, days: readonly string[], now: string) => {
    const [schedule] = working(intervals, days).schedules;
    return workingDayAt(workingTimeOf(schedule as Schedule), 'UTC', `2026-11-${now}:00.000Z`);
  };
  const ALL = [...DAYS, 'sat', 'sun'];

  it.each([
    ['is named for the day of its hours', OFFICE, DAYS, '02T10:00', '02', '02T18:00'],
    ['is not over at lunch', OFFICE, DAYS, '02T13:30', '02', '02T18:00'],
    ['is the next one once it is over', OFFICE, DAYS, '06T18:00', '09', '09T18:00'],
    [
      'that lasts over midnight is named for the day on which it begins',
      NIGHTS,
      DAYS,
      '03T02:00',
      '02',
      '03T06:00',
    ],
    ['of four and twenty hours is a whole one', [['00:00', '24:00']], ['wed'], '04T23:59', '04', '05T00:00'],
    ['without nights ends at midnight', [['00:00', '24:00']], ALL, '04T23:59', '04', '05T00:00'],
    [
      'before a closed day ends with the hours',
      [['00:00', '23:00']],
      ['mon', 'tue'],
      '03T22:00',
      '03',
      '03T23:00',
    ],
    ['after closed days is the first one', [['00:00', '24:00']], DAYS, '07T12:00', '09', '10T00:00'],
  ] as const)('%s', (_what, intervals, days, now, date, ends) => {
    expect(dayOf(intervals, days, now)).toEqual({
      date: `2026-11-${date}`,
      endsAt: `2026-11-${ends}:00.000Z`,
    });
  });

  it('is one and the same at every instant from the end of the one before', () => {
    fc.assert(
      fc.property(schedules, minutes, (schedule, instant) => {
        const hours = workingTimeOf(schedule);
        const at = (instant: number) =>
          workingDayAt(hours, schedule.timeZone, new Date(instant).toISOString());
        const { date, endsAt } = at(instant);
        expect(Date.parse(endsAt)).toBeGreaterThan(instant);
        expect(at(Date.parse(endsAt) - 1)).toEqual({ date, endsAt });
        const next = at(Date.parse(endsAt));
        expect(next.date >= date).toBe(true);
        expect(Date.parse(next.endsAt)).toBeGreaterThan(Date.parse(endsAt));
      }),
    );
  });

  it('of the desk is the day of whoever has no schedule', () => {
    const now = '2026-11-02T10:00:00.000Z';
    const settings = working(OFFICE);
    const desk = { ...settings, desk: { ...settings.desk, schedule: 'own' } };
    expect(endOfWorkingDay(aMachine(), desk, now)).toBe('2026-11-02T18:00:00.000Z');
    const free = { ...desk, agents: [anAgent({ schedule: null })] };
    expect(endOfWorkingDay(anAgentCaller(), free, now)).toBe('2026-11-02T18:00:00.000Z');
  });
});

describe('hours of work', () => {
  it('leave out what is none', () => {
    const from = '2026-11-06T15:00:00.000Z';
    expect(afterWorking(240, anAgentCaller(), working(OFFICE), from)).toBe('2026-11-09T10:00:00.000Z');
    expect(afterWorking(240, aMachine(), working(OFFICE), from)).toBe('2026-11-06T19:00:00.000Z');
  });
});

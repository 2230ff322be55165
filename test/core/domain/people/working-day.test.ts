import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { afterWorking, endOfWorkingDay } from '../../../../lambdas/core/domain/people/working-day.ts';
import { SETTINGS_SCHEMAS } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { anAgent, aSettings } from '../../builders.ts';
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

describe('hours of work', () => {
  it('leave out what is none', () => {
    const from = '2026-11-06T15:00:00.000Z';
    expect(afterWorking(240, anAgentCaller(), working(OFFICE), from)).toBe('2026-11-09T10:00:00.000Z');
    expect(afterWorking(240, aMachine(), working(OFFICE), from)).toBe('2026-11-06T19:00:00.000Z');
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfDay, isEndOfDay, lastOfDay } from '../../../../lambdas/core/domain/people/day.ts';

describe('the end of a day', () => {
  it.each([
    ['UTC', '2026-11-02T00:00:00.000Z', '2026-11-03T00:00:00.000Z'],
    ['UTC', '2026-11-02T23:59:59.999Z', '2026-11-03T00:00:00.000Z'],
    ['Asia/Yekaterinburg', '2026-11-02T20:00:00.000Z', '2026-11-03T19:00:00.000Z'],
    // 25 and 23 hours: clocks change in Berlin.
    ['Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    // Clocks go forward at midnight in Cairo: the day begins at one.
    ['Africa/Cairo', '2026-04-23T12:00:00.000Z', '2026-04-23T22:00:00.000Z'],
  ])('in %s after %s is %s', (zone, now, end) => {
    expect(endOfDay(now, zone)).toBe(end);
  });

  it('is later than now by at most a long day, wherever', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/St_Johns',
      'Pacific/Kiritimati',
      'Asia/Kolkata',
    );
    const times = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, times, (zone, now) => {
        const ahead = Date.parse(endOfDay(now.toISOString(), zone)) - now.getTime();
        expect(ahead).toBeGreaterThan(0);
        expect(ahead).toBeLessThanOrEqual(25 * 3_600_000);
      }),
      { numRuns: 50 },
    );
  });
});

it.each(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Africa/Cairo'])(
  'the last moment of a day ends it in %s',
  (zone) => {
    const last = lastOfDay('2026-04-23T12:00:00.000Z', zone);
    expect(isEndOfDay(last, zone)).toBe(true);
    expect(isEndOfDay(last, 'Pacific/Chatham')).toBe(false);
    expect(isEndOfDay(new Date(Date.parse(last) + 1).toISOString(), zone)).toBe(false);
  },
);

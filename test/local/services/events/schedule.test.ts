import { describe, expect, it } from 'vitest';
import { InvalidSchedule, parseSchedule } from '../../../../local/services/events/schedule.ts';

const next = (expression: string, after: string): string | undefined => {
  const at = parseSchedule(expression)(Date.parse(after));
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe('schedules', () => {
  it.each([
    ['rate(5 minutes)', '2026-01-01T00:00:30Z', '2026-01-01T00:05:30.000Z'],
    ['rate(1 day)', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00.000Z'],
    ['cron(0 8 * * ? *)', '2026-01-01T08:00:00Z', '2026-01-02T08:00:00.000Z'],
    ['cron(0 8 * * ? *)', '2026-01-01T07:59:59Z', '2026-01-01T08:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-01-01T08:16:00Z', '2026-01-01T08:30:00.000Z'],
    ['cron(30 9 ? * MON-FRI *)', '2026-01-02T09:30:00Z', '2026-01-05T09:30:00.000Z'],
    ['cron(0 0 ? * 1 *)', '2026-01-01T00:00:00Z', '2026-01-04T00:00:00.000Z'],
    ['cron(0 0 1 1,JUL ? *)', '2026-01-02T00:00:00Z', '2026-07-01T00:00:00.000Z'],
    ['cron(0 0 L * ? *)', '2028-02-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['cron(0 0 ? * L *)', '2026-01-01T00:00:00Z', '2026-01-03T00:00:00.000Z'],
    ['cron(0 12 29 2 ? *)', '2026-03-01T00:00:00Z', '2028-02-29T12:00:00.000Z'],
  ])('%s after %s is %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it('a year that has passed never comes', () => {
    expect(next('cron(0 0 1 1 ? 2026)', '2026-01-01T00:00:00Z')).toBeUndefined();
  });

  it.each([
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(0 days)',
    'rate(5 weeks)',
    'cron(0 8 * * *)',
    'cron(0 8 * * * *)',
    'cron(0 8 ? * ? *)',
    'cron(60 8 * * ? *)',
    'cron(0 8 3W * ? *)',
    'cron(0 8 ? * 2#1 *)',
    'at(2026-01-01T00:00:00)',
  ])('%s is refused', (expression) => {
    expect(() => parseSchedule(expression)).toThrow(InvalidSchedule);
  });
});

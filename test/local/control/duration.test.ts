import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMilliseconds } from '../../../local/control/duration.ts';

describe('a duration', () => {
  it.each([
    ['P3DT4H', 273_600_000],
    ['PT90S', 90_000],
    ['P1W', 604_800_000],
    ['P2WT1M', 1_209_660_000],
    ['PT0.5H', 1_800_000],
    ['PT0S', 0],
  ])('%s is %i ms', (text, milliseconds) => {
    expect(durationMilliseconds(text)).toBe(milliseconds);
  });

  it.each([
    '',
    'P',
    'PT',
    'P1M',
    'P1Y',
    '3D',
    'P-1D',
    '-P1D',
    'P1DT',
    'PT1D',
    ' P1D',
    'p1d',
    'P1H',
    5,
    null,
    undefined,
  ])('%j is refused by name', (text) => {
    expect(() => durationMilliseconds(text)).toThrow(/^advance: .* is no ISO 8601 duration/);
  });

  it('is the sum of its parts', () => {
    const part = fc.nat({ max: 1000 });
    fc.assert(
      fc.property(part, part, part, part, (days, hours, minutes, seconds) => {
        expect(durationMilliseconds(`P${days}DT${hours}H${minutes}M${seconds}S`)).toBe(
          (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000,
        );
      }),
    );
  });
});

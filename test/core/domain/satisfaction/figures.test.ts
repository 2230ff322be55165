import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type SurveyFact,
  satisfactionByMonth,
  wilson,
} from '../../../../lambdas/core/domain/satisfaction/figures.ts';

const facts = (
  period: string,
  rating: SurveyFact['rating'],
  count: number,
  withdrawn = false,
): SurveyFact[] => Array.from({ length: count }, () => ({ period, rating, withdrawn }));

describe("Wilson's interval", () => {
  it('agrees with published figures', () => {
    const rounded = (good: number, n: number) => wilson(good, n).map((bound) => bound.toFixed(4));
    expect(rounded(81, 263)).toEqual(['0.2553', '0.3662']);
    expect(rounded(15, 148)).toEqual(['0.0624', '0.1605']);
    expect(rounded(0, 20)).toEqual(['0.0000', '0.1611']);
    expect(rounded(1, 29)).toEqual(['0.0061', '0.1718']);
  });

  it('is all of it while nobody has answered', () => {
    expect(wilson(0, 0)).toEqual([0, 1]);
  });

  it('lies within 0 and 1, contains the share, and narrows with more answers of the same kind', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), (good, others) => {
        const n = good + others;
        fc.pre(n > 0);
        const [low, high] = wilson(good, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(good / n);
        expect(high).toBeGreaterThanOrEqual(good / n);
        const [nearer, farther] = wilson(good * 4, n * 4);
        expect(farther - nearer).toBeLessThan(high - low);
      }),
    );
  });
});

describe('satisfaction by month', () => {
  it('counts answers, shares and the response rate of each month, in order', () => {
    const rows = satisfactionByMonth([
      ...facts('2026-12', 'good', 86),
      ...facts('2026-12', 'ok', 10),
      ...facts('2026-12', 'bad', 4),
      ...facts('2026-12', null, 100),
      ...facts('2026-11', 'good', 1),
    ]);
    expect(rows).toEqual([
      {
        period: '2026-11',
        good: 1,
        ok: 0,
        bad: 0,
        answers: 1,
        offered: 1,
        responseRate: 1,
        positiveShare: 1,
        interval: wilson(1, 1),
      },
      {
        period: '2026-12',
        good: 86,
        ok: 10,
        bad: 4,
        answers: 100,
        offered: 200,
        responseRate: 0.5,
        positiveShare: 0.86,
        interval: wilson(86, 100),
      },
    ]);
  });

  it('leaves out what was withdrawn before anybody answered, and divides by nothing', () => {
    expect(satisfactionByMonth(facts('2026-11', null, 3, true))).toEqual([
      {
        period: '2026-11',
        good: 0,
        ok: 0,
        bad: 0,
        answers: 0,
        offered: 0,
        responseRate: null,
        positiveShare: null,
        interval: null,
      },
    ]);
    const [row] = satisfactionByMonth([...facts('2026-11', 'bad', 1, true), ...facts('2026-11', null, 1)]);
    expect(row).toMatchObject({ answers: 1, offered: 2, responseRate: 0.5, positiveShare: 0 });
  });

  it('has no rows without facts', () => {
    expect(satisfactionByMonth([])).toEqual([]);
  });
});

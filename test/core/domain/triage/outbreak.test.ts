import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alike,
  CALM_HOURS,
  type CountedTicket,
  grown,
  isFaster,
  isRunning,
  isYoung,
  LEAST,
  leastFor,
  MOST_NAMED,
  type Outbreak,
  tail,
  usualRate,
} from '../../../../lambdas/core/domain/triage/outbreak.ts';
import { hoursAfter } from '../../builders.ts';

/** Four weeks and a little after the desk began. */
const NOW = hoursAfter(28 * 24 + 0.5);
const BEGAN = hoursAfter(-1000);

const hours = (count: (hour: number) => number, first = 0, last = 28 * 24) =>
  Array.from({ length: last - first }, (_, at) => first + at)
    .map((hour) => ({ hour: hoursAfter(hour), count: count(hour) }))
    .filter((one) => one.count > 0);

describe('how rare so many tickets are', () => {
  it.each([
    [0, 3, 1],
    [1, 1, 1 - Math.exp(-1)],
    [3, 1, 1 - Math.exp(-1) * 2.5],
    [8, 0.5, 6.2e-8],
    [20, 5, 3.45e-7],
    [200, 1, 0],
  ])('%d where %d are usual', (count, mean, probability) => {
    const error = Math.abs(tail(count, mean) - probability);
    expect(error).toBeLessThan(Math.max(1e-12, probability * 0.01));
  });

  it('falls with their number, and rises with what is usual', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.double({ min: 0.1, max: 200, noNaN: true }),
        (n, mean) => {
          const here = tail(n, mean);
          expect(here).toBeGreaterThanOrEqual(0);
          expect(here).toBeLessThanOrEqual(1);
          expect(tail(n + 1, mean)).toBeLessThanOrEqual(here + 1e-12);
          expect(tail(n, mean + 1)).toBeGreaterThanOrEqual(here - 1e-12);
        },
      ),
    );
  });
});

describe('how many an hour are an outbreak', () => {
  it.each([
    [0.5, 8],
    [1, 10],
    [2, 13],
    [5, 20],
    [10, 29],
    [30, 60],
    [100, 200],
  ])('where %d are usual: %d', (usual, least) => {
    expect(leastFor(usual)).toBe(least);
    expect(isFaster(least - 1, usual)).toBe(false);
  });

  it('is never less than the least, nor than twice the usual, and rises with it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 300, noNaN: true }), (usual) => {
        const least = leastFor(usual);
        expect(least).toBeGreaterThanOrEqual(Math.max(LEAST, 2 * usual));
        expect(leastFor(usual + 1)).toBeGreaterThanOrEqual(least);
        expect(isFaster(least + 1, usual)).toBe(true);
      }),
    );
  });
});

describe('what is usual', () => {
  it('is half a ticket an hour where there was none', () => {
    expect(usualRate([], BEGAN, NOW)).toBe(0.5);
  });

  it('is the mean of four weeks', () => {
    expect(
      usualRate(
        hours(() => 3),
        BEGAN,
        NOW,
      ),
    ).toBeCloseTo(3, 1);
  });

  it('is more at a time of the week that is busy each week', () => {
    // Mondays from nine to eleven.
    const busy = hours((hour) => (hour % 168 <= 1 || hour % 168 === 167 ? 20 : 0));
    expect(usualRate(busy, BEGAN, NOW)).toBe(20);
    expect(usualRate(busy, BEGAN, hoursAfter(28 * 24 - 60))).toBeLessThan(1);
  });

  it('is not what one bad day had', () => {
    expect(
      usualRate(
        hours((hour) => (hour >= 504 && hour <= 506 ? 60 : 0)),
        BEGAN,
        NOW,
      ),
    ).toBeLessThan(0.6);
  });

  it('does not count the hour that is looked at, nor the one before', () => {
    const burst = hours(() => 50, 28 * 24 - 1, 28 * 24 + 1);
    expect(usualRate(burst, BEGAN, NOW)).toBe(0.5);
  });

  it('counts only from when there was a desk', () => {
    const began = hoursAfter(26 * 24);
    expect(
      usualRate(
        hours(() => 4, 26 * 24),
        began,
        NOW,
      ),
    ).toBeGreaterThan(3.9);
  });

  it('grows with every ticket', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 672, maxLength: 672 });
    fc.assert(
      fc.property(counts, fc.nat(669), (all, at) => {
        const rate = (more: number) =>
          usualRate(
            hours((hour) => (all[hour] ?? 0) + (hour === at ? more : 0)),
            BEGAN,
            NOW,
          );
        expect(rate(5)).toBeGreaterThanOrEqual(rate(0));
      }),
      { numRuns: 30 },
    );
  });
});

it('a desk of two days knows nothing usual', () => {
  expect(isYoung(hoursAfter(-47), hoursAfter(0))).toBe(true);
  expect(isYoung(hoursAfter(-73), hoursAfter(0))).toBe(false);
});

it('an outbreak runs until six hours have been calm', () => {
  const lastAt = hoursAfter(0);
  expect(isRunning({ lastAt }, hoursAfter(CALM_HOURS - 0.1))).toBe(true);
  expect(isRunning({ lastAt }, hoursAfter(CALM_HOURS))).toBe(false);
});

const counted = (n: number, ...stems: readonly string[]): CountedTicket => ({
  ticketId: `tkt_${String(n).padStart(4, '0')}`,
  number: 1000 + n,
  createdAt: hoursAfter(n / 100),
  stems,
});

describe('tickets about one thing', () => {
  it('are those near the one that has most near it, oldest first', () => {
    const all = [
      counted(5, 'export', 'stop', 'pdf'),
      counted(1, 'export', 'pdf', 'half'),
      counted(2, 'invoic', 'twice', 'charg'),
      counted(3, 'password', 'forgot'),
      counted(4, 'pdf', 'export', 'error', 'tablet'),
    ];
    expect(alike(all, []).map(({ number }) => number)).toEqual([1001, 1004, 1005]);
  });

  it('are not made one by the words that the cluster always has', () => {
    const usual = Array.from({ length: 60 }, (_, n) => counted(n, 'question', 'account', `word${n}`));
    const all = ['invoic', 'passwor', 'refund', 'languag'].map((stem, n) =>
      counted(100 + n, 'question', 'account', stem, `${stem}s`, `${stem}er`),
    );
    expect(alike(all, [])).toHaveLength(4);
    expect(alike(all, usual)).toHaveLength(1);
  });

  it('are one at most when nothing is alike, and none of none', () => {
    expect(alike([counted(1, 'a'), counted(2, 'b'), counted(3)], [])).toHaveLength(1);
    expect(alike([], [])).toEqual([]);
  });
});

describe('an outbreak that goes on', () => {
  const outbreak: Outbreak = {
    id: 'obk_1',
    category: 'bug',
    product: null,
    startedAt: hoursAfter(0),
    lastAt: hoursAfter(1),
    usual: 0.5,
    tickets: [{ id: 'tkt_0001', number: 1001 }],
    problemId: null,
    revision: 3,
  };

  it('has each of its tickets once', () => {
    const more = grown(outbreak, [counted(1), counted(2)], hoursAfter(2));
    expect(more).toMatchObject({ lastAt: hoursAfter(2), revision: 4 });
    expect(more.tickets.map(({ number }) => number)).toEqual([1001, 1002]);
  });

  it('never goes back, and names a hundred at most', () => {
    const many = Array.from({ length: 150 }, (_, n) => counted(n + 1));
    const more = grown(outbreak, many, hoursAfter(0.5));
    expect(more.lastAt).toBe(hoursAfter(1));
    expect(more.tickets).toHaveLength(MOST_NAMED);
  });
});

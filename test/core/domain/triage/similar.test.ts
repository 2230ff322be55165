import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexedStems } from '../../../../lambdas/core/domain/search/stems.ts';
import {
  likeness,
  mostSimilar,
  sharedStems,
  telling,
} from '../../../../lambdas/core/domain/triage/similar.ts';

const words = (text: string): ReadonlySet<string> => new Set(indexedStems(text));
const evenly = () => 1;

describe('likeness', () => {
  const set = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')).map((all) => new Set(all));
  const tells = (stem: string): number => telling(stem.charCodeAt(0));

  it('is between 0 and 1, the same both ways, and 1 with itself', () => {
    fc.assert(
      fc.property(set, set, (one, other) => {
        const found = likeness(one, other, tells);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1);
        expect(likeness(other, one, tells)).toBeCloseTo(found, 12);
        expect(likeness(one, one, tells)).toBeCloseTo(one.size === 0 ? 0 : 1, 12);
      }),
    );
  });

  it.each([
    ['Payment was taken twice', 'The payment has been taken two times', 0.4],
    ['Не приходит счёт за ноябрь', 'Счета за ноябрь не пришли', 0.5],
    ['Printer is on fire', 'Licence key refused', 0],
  ])('of "%s" and "%s" is at least %d', (one, other, least) => {
    const found = likeness(words(one), words(other), evenly);
    if (least === 0) expect(found).toBe(0);
    else expect(found).toBeGreaterThanOrEqual(least);
  });

  it('counts a rare word for more than a common one', () => {
    const common = (stem: string): number => telling(stem === 'work' ? 200 : 1);
    const [one, rare, usual] = [
      new Set(['work', 'hovercraft']),
      new Set(['hovercraft', 'eel']),
      new Set(['work', 'eel']),
    ];
    expect(likeness(one, rare, common)).toBeGreaterThan(4 * likeness(one, usual, common));
    expect(sharedStems(one, one, common)).toEqual(['hovercraft', 'work']);
    expect(telling(0)).toBe(1);
  });
});

describe('the similar tickets', () => {
  const other = (n: number, over: object, like: number) => ({
    ticket: { id: `tkt_${n}`, category: 'bug', product: 'mobile', ...over },
    likeness: like,
  });
  const ids = (...others: readonly ReturnType<typeof other>[]) =>
    mostSimilar({ category: 'bug', product: 'mobile' }, others).map(({ ticket }) => ticket.id);

  it('are those of the same category and product first, then the most alike, then the newest', () => {
    expect(
      ids(
        other(1, {}, 0.5),
        other(2, { product: 'server' }, 0.9),
        other(3, {}, 0.7),
        other(4, {}, 0.5),
        other(5, { category: 'other' }, 0.8),
      ),
    ).toEqual(['tkt_3', 'tkt_4', 'tkt_1', 'tkt_2', 'tkt_5']);
  });

  it('are alike enough, the more so when they are of another kind, and at most five', () => {
    expect(ids(other(1, {}, 0.1), other(2, {}, 0.2), other(3, { product: null }, 0.2))).toEqual(['tkt_2']);
    expect(ids(...[1, 2, 3, 4, 5, 6].map((n) => other(n, {}, 0.9)))).toHaveLength(5);
  });
});

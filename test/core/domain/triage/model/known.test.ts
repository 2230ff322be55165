/** Which examples a target is learnt from. */
import { describe, expect, it } from 'vitest';
import { knownOf } from '../../../../../lambdas/core/domain/triage/model/known.ts';
import { anExample } from './examples.ts';

const ofCategories = (...categories: (string | null)[]) =>
  categories.map((category) => anExample({ category }));

describe('the examples of a target', () => {
  it('are those that name it', () => {
    const known = knownOf(ofCategories('b', null, 'a', '', 'b', 'b'), 'category');
    expect(known?.classes).toEqual(['a', 'b']);
    expect([...(known?.members ?? [])]).toEqual([0, 2, 4, 5]);
    expect([...(known?.answers ?? [])]).toEqual([1, 0, 1, 1]);
  });

  it.each([
    ['one class', ofCategories('a', 'a', 'a', 'a', 'a')],
    ['three examples', ofCategories('a', 'b', 'a', null)],
    ['none', []],
  ])('teach nothing when there is only %s', (_, examples) => {
    expect(knownOf(examples, 'category')).toBeNull();
  });

  it('are those of the thousand largest classes where there are more', () => {
    const rare = Array.from({ length: 1_100 }, (_, at) => `c${at}`);
    const known = knownOf(ofCategories(...rare, 'z', 'z', 'z'), 'category');
    expect(known?.classes).toHaveLength(1_000);
    expect(known?.classes).toContain('z');
    expect(known?.members).toHaveLength(1_002);
  });
});

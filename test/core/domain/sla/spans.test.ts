import { describe, expect, it } from 'vitest';
import { countedIn, filledAt, spansOf } from '../../../../lambdas/core/domain/sla/spans.ts';
import { after } from '../../builders.ts';

describe('spans', () => {
  it('leave out what was over before the beginning and what begins after the end', () => {
    const pauses = [
      { from: after(1), to: after(5), why: 'pending' },
      { from: after(90), to: null, why: 'solved' },
    ] as const;
    expect(spansOf(after(10), after(60), pauses)).toEqual([
      { from: after(10), to: after(60), counted: true, why: 'running around the clock' },
    ]);
  });

  it('begin within a pause that began before', () => {
    const spans = spansOf(after(10), after(60), [{ from: after(5), to: after(20), why: 'details' }]);
    expect(spans.map(({ counted, from }) => [counted, from])).toEqual([
      [false, after(10)],
      [true, after(20)],
    ]);
    expect(countedIn(spans)).toBe(40 * 60_000);
  });

  it('are one empty span when the end is the beginning, or before it', () => {
    for (const end of [after(10), after(5)]) {
      expect(spansOf(after(10), end, [])).toMatchObject([{ from: after(10), to: after(10), counted: true }]);
    }
  });

  it('are full in the span in which the amount is reached, or not yet', () => {
    const spans = spansOf(after(0), after(60), [{ from: after(10), to: after(30), why: 'pending' }]);
    expect(filledAt(spans, 5 * 60_000)).toBe(after(5));
    expect(filledAt(spans, 10 * 60_000)).toBe(after(10));
    expect(filledAt(spans, 15 * 60_000)).toBe(after(35));
    expect(filledAt(spans, 41 * 60_000)).toBeNull();
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closest, didYouMean, editsBetween } from '../../../../lambdas/core/domain/settings/spelling.ts';

describe('the nearest word', () => {
  it('counts edits, a swap of neighbours as one', () => {
    expect(editsBetween('agent', 'agent')).toBe(0);
    expect(editsBetween('agnet', 'agent')).toBe(1);
    expect(editsBetween('', 'abc')).toBe(3);
    expect(editsBetween('kitten', 'sitting')).toBe(3);
  });

  it('is one that is near, whatever its case', () => {
    expect(closest('Supprt', ['billing', 'support'])).toBe('support');
    expect(closest('xyz', ['billing', 'support'])).toBeNull();
    expect(closest('x'.repeat(65), ['x'.repeat(65)])).toBeNull();
    expect(closest('support', [])).toBeNull();
    expect(closest('b', ['a'])).toBeNull();
  });

  it('is offered as a question, or nothing is said', () => {
    expect(didYouMean('langauges', ['languages'])).toBe('; did you mean "languages"?');
    expect(didYouMean('colour', ['languages'])).toBe('');
  });

  it('is as far from here as here from it, and no farther than the longer word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        const edits = editsBetween(a, b);
        expect(edits).toBe(editsBetween(b, a));
        expect(edits).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(edits === 0).toBe(a === b);
      }),
    );
  });
});

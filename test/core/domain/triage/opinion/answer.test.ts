import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heardIn } from '../../../../../lambdas/core/domain/triage/opinion/answer.ts';
import { NONE } from '../../../../../lambdas/core/domain/triage/opinion/asking.ts';

const asking = { categories: ['bug', 'payments'] };
const model = 'eu.amazon.nova-lite-v1:0';
const good = { category: 'bug', priority: 'low', confidence: 0.8, reason: 'A button does nothing.' };
const nearly = fc.record({
  category: fc.oneof(fc.constantFrom('bug', 'payments', NONE, 'other', null), fc.anything()),
  priority: fc.constantFrom('low', 'urgent', NONE, null),
  confidence: fc.double(),
  reason: fc.string({ unit: 'binary' }),
});
const heard = (answer: unknown) => heardIn(answer, asking, model);

describe('an answer of a language model', () => {
  it('is taken as it was agreed', () => {
    expect(heard(good)).toEqual({ kind: 'said', model, ...good });
  });

  it.each([
    [
      { category: NONE, priority: NONE },
      { category: null, priority: null },
    ],
    [
      { category: null, priority: null },
      { category: null, priority: null },
    ],
    [{ priority: 'urgent' }, { priority: 'high' }],
    [{ confidence: 1 }, { confidence: 0.99 }],
    [{ confidence: 0 }, { confidence: 0 }],
    [{ reason: ' Two\nlines\u0007\u202eand more ' }, { reason: 'Two lines and more' }],
    [{ reason: 'x'.repeat(4000) }, { reason: 'x'.repeat(300) }],
    [{ reason: '' }, { reason: '' }],
  ])('with %j says %j', (over, expected) => {
    expect(heard({ ...good, ...over })).toEqual({ kind: 'said', model, ...good, ...expected });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', JSON.stringify(good)],
    ['a list', [good]],
    ['no fields', {}],
    ['a field too many', { ...good, line: 3 }],
    ['a field too few', { category: 'bug', priority: null, confidence: 0.8 }],
    ['a confidence beyond 1', { ...good, confidence: 1.1 }],
    ['a confidence below 0', { ...good, confidence: -1 }],
    ['a confidence in words', { ...good, confidence: 'high' }],
    ['no number as confidence', { ...good, confidence: Number.NaN }],
    ['a priority that nobody knows', { ...good, priority: 'critical' }],
    ['a category that is a list', { ...good, category: ['bug'] }],
    ['a reason without end', { ...good, reason: 'x'.repeat(4001) }],
    ['a reason that is an object', { ...good, reason: {} }],
  ])('that is %s does not count', (_what, answer) => {
    expect(heard(answer)).toEqual({ kind: 'unheard', model, why: 'shape' });
  });

  it.each(['other', 'Bug', '', '__proto__'])('that names the category "%s" does not count', (category) => {
    expect(heard({ ...good, category })).toEqual({ kind: 'unheard', model, why: 'unknown-category' });
  });

  it('never does harm, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), nearly), (answer) => {
        const outcome = heard(answer);
        if (outcome.kind === 'said') expect([...asking.categories, null]).toContain(outcome.category);
      }),
    );
  });
});

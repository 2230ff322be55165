import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from '../../../../../lambdas/core/domain/triage/model/codec.ts';
import { evaluate } from '../../../../../lambdas/core/domain/triage/model/evaluate.ts';
import { judge } from '../../../../../lambdas/core/domain/triage/model/judge.ts';
import { train } from '../../../../../lambdas/core/domain/triage/model/train.ts';
import { anExample, easyExamples } from './examples.ts';

describe('a model', () => {
  it('learns what anyone could tell', () => {
    const model = train(easyExamples(20));
    const judgement = judge(model, { subject: '', body: 'I want a REFUND of my invoices' });
    expect(judgement.category[0]?.label).toBe('payments');
    expect(judgement.priority[0]?.label).toBe('normal');
    expect(judgement.reasons.category).toContain('refund');
    expect(evaluate(model, easyExamples(20)).category?.accuracy).toBe(1);
  });

  it('does not know what it had no examples of, or only one kind', () => {
    const model = train(easyExamples(20).map((one) => ({ ...one, priority: null, line: '1' })));
    const judgement = judge(model, { subject: 'refund', body: '' });
    expect(judgement.priority).toEqual([]);
    expect(judgement.line).toEqual([]);
    expect(judgement.reasons.line).toEqual([]);
  });

  it('says nothing when it has learnt nothing', () => {
    const judgement = judge(train([anExample({ body: 'hello' })]), { subject: '', body: 'hello' });
    expect(judgement.category).toEqual([]);
  });

  it('is the same after it was stored', () => {
    const model = train(easyExamples(10));
    const again = decodeModel(encodeModel(model));
    expect(again).toEqual(model);
  });
});

import { describe, expect, it } from 'vitest';
import {
  type Answer,
  evaluate,
  evaluationOf,
  tryOn,
} from '../../../../../lambdas/core/domain/triage/model/evaluate.ts';
import { measuresOf } from '../../../../../lambdas/core/domain/triage/model/measures.ts';
import { sharpnessOf, soften } from '../../../../../lambdas/core/domain/triage/model/probabilities.ts';
import { train } from '../../../../../lambdas/core/domain/triage/model/train.ts';
import { anExample, easyExamples } from './examples.ts';

const answer = (actual: string, label: string, probability: number): Answer => ({
  actual,
  guess: { label, probability },
});

describe('measures', () => {
  it('count accuracy over all, and macro-F1 over classes alike', () => {
    const pairs = [
      { actual: 'a', guessed: 'a' },
      { actual: 'a', guessed: 'a' },
      { actual: 'a', guessed: 'b' },
      { actual: 'b', guessed: 'b' },
      { actual: 'c', guessed: null },
    ];
    const { accuracy, macroF1 } = measuresOf(pairs);
    expect(accuracy).toBeCloseTo(3 / 5);
    expect(macroF1).toBeCloseTo((4 / 5 + 2 / 3 + 0) / 3);
  });

  it('are 0 of nothing', () => {
    expect(measuresOf([])).toEqual({ accuracy: 0, macroF1: 0 });
  });
});

describe('an evaluation', () => {
  const evaluation = evaluationOf([
    answer('a', 'a', 0.95),
    answer('a', 'a', 0.91),
    answer('b', 'a', 0.55),
    answer('b', 'b', 0.52),
  ]);

  it('says how sure the model was and how often it was right', () => {
    expect(evaluation.reliability).toEqual([
      { from: 0.5, to: 0.6, count: 2, confidence: expect.closeTo(0.535), accuracy: 0.5 },
      { from: 0.9, to: 1, count: 2, confidence: expect.closeTo(0.93), accuracy: 1 },
    ]);
  });

  it('says what is left when the model may abstain', () => {
    const at = (limit: number) => evaluation.abstention.find((one) => one.limit === limit);
    expect(at(0)).toEqual({ limit: 0, answered: 1, accuracy: 0.75 });
    expect(at(0.9)).toEqual({ limit: 0.9, answered: 0.5, accuracy: 1 });
  });

  it('says which classes were taken for which', () => {
    expect(evaluation.confusion).toEqual([
      { actual: 'a', guesses: { a: 2 } },
      { actual: 'b', guesses: { a: 1, b: 1 } },
    ]);
  });

  it('counts classes that training never saw as mistakes, and leaves out what nobody said', () => {
    const model = train(easyExamples(10).map((one) => ({ ...one, priority: null })));
    const tried = tryOn(model, [
      anExample({ body: 'refund', category: 'payments', priority: 'low' }),
      anExample({ body: 'refund', category: 'never-seen' }),
    ]);
    const { category, priority, line } = evaluate(tried);
    expect(category).toMatchObject({ count: 2, accuracy: 0.5 });
    expect([priority, line]).toEqual([undefined, undefined]);
  });

  it('of a part is the same whether the model was asked about the part or about all', () => {
    const examples = easyExamples(20);
    const model = train(examples.filter((_, at) => at % 3 !== 0));
    const isPart = (_: unknown, at: number) => at % 5 < 2;
    expect(evaluate(tryOn(model, examples).filter(isPart))).toEqual(
      evaluate(tryOn(model, examples.filter(isPart))),
    );
  });

  it('leaves out texts that nobody judged', () => {
    expect(tryOn(train(easyExamples(10)), [anExample({ body: 'refund' })])).toEqual([]);
  });
});

describe('sharpness', () => {
  it('makes scores as sure as they are right', () => {
    // Of a hundred scores of 1 against 0, eighty are right: the odds are 4.
    const scores = Array.from({ length: 100 }, () => Float64Array.of(1, 0));
    const answers = scores.map((_, at) => (at < 80 ? 0 : 1));
    const soft = Float64Array.of(1, 0);
    soften(soft, sharpnessOf(scores, answers));
    expect(soft[0]).toBeCloseTo(0.8, 1);
  });

  it('is the least there is where scores tell nothing', () => {
    const scores = Array.from({ length: 10 }, () => Float64Array.of(0, 0));
    expect(sharpnessOf(scores, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1])).toBeLessThan(0.1);
  });
});

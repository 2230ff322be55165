import { describe, expect, it } from 'vitest';
import { encodeModel } from '../../../../../lambdas/core/domain/triage/model/codec.ts';
import { evaluate, tryOn } from '../../../../../lambdas/core/domain/triage/model/evaluate.ts';
import { judge } from '../../../../../lambdas/core/domain/triage/model/judge.ts';
import { train } from '../../../../../lambdas/core/domain/triage/model/train.ts';
import { anExample, easyExamples } from './examples.ts';

const bestOf = (model: ReturnType<typeof train>, body: string): string | undefined =>
  judge(model, { subject: '', body }).category[0]?.label;

describe('a model', () => {
  it('learns what anyone could tell, of all three at once', () => {
    const model = train(easyExamples(20));
    const { category, priority, line } = judge(model, {
      subject: '',
      body: 'It CRASHES, with an exception!',
    });
    expect([category, priority, line].map((guesses) => guesses[0]?.label)).toEqual([
      'app-error',
      'urgent',
      '2',
    ]);
    for (const evaluation of Object.values(evaluate(tryOn(model, easyExamples(20)))))
      expect(evaluation.accuracy).toBe(1);
  });

  it('recognises words by their pieces: other endings, other languages, typos', () => {
    const model = train(easyExamples(20));
    expect(bestOf(model, 'invoicing')).toBe('payments');
    expect(bestOf(model, 'ошибки, зависание')).toBe('app-error');
    expect(bestOf(model, 'refnud invocie pls')).toBe('payments');
  });

  it('does not know what it had no examples of, only one kind, or next to none', () => {
    const few = easyExamples(20).map((one, at) => ({
      ...one,
      priority: null,
      line: '1',
      category: at < 3 ? `c${at}` : null,
    }));
    const judgement = judge(train(few), { subject: 'refund', body: '' });
    expect([judgement.category, judgement.priority, judgement.line]).toEqual([[], [], []]);
    expect(judgement.reasons).toEqual({ category: [], priority: [], line: [] });
  });

  it('may be learnt from nothing', () => {
    expect(judge(train([]), { subject: '', body: 'hello' }).category).toEqual([]);
  });

  it('is learnt from one example of each class', () => {
    const model = train(easyExamples(7).filter((_, at) => at % 7 < 2));
    expect(bestOf(model, 'refund charged')).toBe('payments');
    expect(bestOf(model, 'exception freezes')).toBe('app-error');
  });

  it('is learnt from texts that are all empty, and then says what is usual', () => {
    const model = train(
      Array.from({ length: 12 }, (_, at) => anExample({ category: at < 9 ? 'usual' : 'rare' })),
    );
    expect(bestOf(model, '')).toBe('usual');
  });

  it('does not forget a class that is fifty times rarer than another', () => {
    const common = easyExamples(150).filter(({ category }) => category === 'question');
    const rare = easyExamples(3).filter(({ category }) => category === 'payments');
    const model = train([...common, ...rare]);
    expect(bestOf(model, 'refund my invoice')).toBe('payments');
    expect(bestOf(model, 'how can I, please explain')).toBe('question');
  });

  it('is the same each time', () => {
    expect(encodeModel(train(easyExamples(10)))).toEqual(encodeModel(train(easyExamples(10))));
  });

  it('tells how far it is, from nothing to all', () => {
    const shares: number[] = [];
    train(easyExamples(10), (share) => shares.push(share));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(shares.at(-1)).toBe(1);
  });

  it('gets surer of a word with every ticket that has it', () => {
    const noise = easyExamples(10);
    const sureness = [1, 4, 16].map((times) => {
      const more = Array.from({ length: times }, () =>
        anExample({ body: 'flugelhorn', category: 'question' }),
      );
      const { category } = judge(train([...noise, ...more]), { subject: '', body: 'flugelhorn' });
      return category.find(({ label }) => label === 'question')?.probability ?? 0;
    });
    expect(sureness[1]).toBeGreaterThan(sureness[0] ?? 1);
    expect(sureness[2]).toBeGreaterThan(sureness[1] ?? 1);
  });
});

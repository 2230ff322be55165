import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../../../lambdas/core/domain/triage/model/judge.ts';
import { TARGETS } from '../../../../../lambdas/core/domain/triage/model/model.ts';
import { train } from '../../../../../lambdas/core/domain/triage/model/train.ts';
import { anExample, easyExamples } from './examples.ts';

const model = train(easyExamples(20));

const isSound = (subject: string, body: string): void => {
  const judgement = judge(model, { subject, body });
  for (const target of TARGETS) {
    const guesses = judgement[target];
    const sum = guesses.reduce((all, { probability }) => all + probability, 0);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(1 + 1e-9);
    expect(guesses.every(({ probability }) => probability >= 0 && probability <= 1)).toBe(true);
    expect(guesses.map((one) => one.probability)).toEqual(
      guesses.map((one) => one.probability).toSorted((a, b) => b - a),
    );
    expect(judgement.reasons[target].length).toBeLessThanOrEqual(5);
  }
};

describe('a judgement', () => {
  it('has probabilities of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme' }), isSound),
    );
  });

  it.each([
    ['an empty text', ''],
    ['a text without words', ' \n\t  '],
    ['a megabyte of one letter', 'a'.repeat(1_000_000)],
    ['a megabyte of words', 'refund my card '.repeat(70_000)],
    ['half a character', '\uD83D refund \uDE00'],
    ['a letter with a thousand marks', `e${'\u0301'.repeat(1_000)}`],
    ['emoji', '👩‍👩‍👧‍👦🧾💳'.repeat(50)],
    ['Chinese', '我的发票被收了两次费用请退款'.repeat(20)],
    ['zeros', '\0\0\0'],
  ])('is there for %s', (_what, text) => {
    isSound(text, text);
  });

  it('reads a long text only as far as its beginning', () => {
    const long = `refund invoice card ${'x '.repeat(400_000)}`;
    expect(judge(model, { subject: '', body: `${long}crash` })).toEqual(
      judge(model, { subject: '', body: long }),
    );
  });

  it('has five guesses at most', () => {
    const examples = Array.from({ length: 60 }, (_, at) =>
      anExample({ body: `word${at % 12}`, category: `c${at % 12}` }),
    );
    expect(judge(train(examples), { subject: '', body: 'word3' }).category).toHaveLength(5);
  });

  it('gives words of the text as its reasons, the strongest first', () => {
    const { reasons, category } = judge(model, {
      subject: 'Возврат',
      body: 'Hello! Please REFUND the invoice, and good morning.',
    });
    expect(category[0]?.label).toBe('payments');
    expect(reasons.category.slice(0, 3).toSorted()).toEqual(['invoice', 'refund', 'возврат'].toSorted());
  });

  it('is less sure of a text that it does not know than of one that it does', () => {
    const sureOf = (body: string): number =>
      judge(model, { subject: '', body }).category[0]?.probability ?? 0;
    expect(sureOf('refund invoice')).toBeGreaterThan(
      sureOf('refund wzxqy kjhgf vbnmw plokij mnhbg tgbvf edcws'),
    );
  });
});

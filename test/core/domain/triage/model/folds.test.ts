import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOf } from '../../../../../lambdas/core/domain/triage/model/chance.ts';
import { evaluate, tryOn } from '../../../../../lambdas/core/domain/triage/model/evaluate.ts';
import { foldsOf } from '../../../../../lambdas/core/domain/triage/model/folds.ts';
import { judge } from '../../../../../lambdas/core/domain/triage/model/judge.ts';
import type { Example } from '../../../../../lambdas/core/domain/triage/model/model.ts';
import { setApart } from '../../../../../lambdas/core/domain/triage/model/set-apart.ts';
import { train } from '../../../../../lambdas/core/domain/triage/model/train.ts';
import { anExample } from './examples.ts';

/** How many of a class, or of all, each fold has. */
const sizesOf = (fold: Uint8Array, folds: number, isMeant: (at: number) => boolean = () => true) =>
  Array.from({ length: folds }, (_, one) => fold.filter((own, at) => own === one && isMeant(at)).length);

const spread = (sizes: readonly number[]): number => Math.max(...sizes) - Math.min(...sizes);

const answersAndFolds = [fc.array(fc.nat(4), { maxLength: 200 }), fc.integer({ min: 2, max: 8 })] as const;

describe('folds', () => {
  it('hold about as many of each class', () => {
    fc.assert(
      fc.property(...answersAndFolds, (answers, folds) => {
        const texts = answers.map((_, at) => at);
        const fold = foldsOf(answers, texts, folds, 1);
        for (const label of new Set(answers))
          expect(spread(sizesOf(fold, folds, (at) => answers[at] === label))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never part the copies of a text, whatever people said of each', () => {
    fc.assert(
      fc.property(...answersAndFolds, fc.integer({ min: 1, max: 30 }), (answers, folds, many) => {
        const texts = answers.map((_, at) => (at * at) % many);
        const fold = foldsOf(answers, texts, folds, 1);
        const pairs = new Set(texts.map((text, at) => `${text} ${fold[at]}`));
        expect(pairs.size).toBe(new Set(texts).size);
      }),
    );
  });

  it('are about as large where every text is there four times', () => {
    const texts = Array.from({ length: 800 }, (_, at) => at >> 2);
    const answers = texts.map((text) => text % 2);
    const fold = foldsOf(answers, texts, 5, 1);
    for (const label of [0, 1])
      for (const size of sizesOf(fold, 5, (at) => answers[at] === label)) {
        expect(size).toBeGreaterThanOrEqual(80 - 12);
        expect(size).toBeLessThanOrEqual(80 + 12);
      }
  });

  it('leave a text that is most of its class to those who learn', () => {
    const texts = Array.from({ length: 60 }, (_, at) => (at < 40 ? 0 : at));
    const answers = texts.map((_, at) => (at < 50 ? 0 : 1));
    for (let seed = 0; seed < 50; seed += 1) expect(foldsOf(answers, texts, 5, seed)[0]).not.toBe(0);
  });
});

/** Letters that say nothing of the category, each text so many times, with other spaces and capitals. */
const meaningless = (many: number, copies: number): readonly Example[] => {
  const chance = chanceOf(1);
  const word = (): string => Math.floor(chance() * 36 ** 6).toString(36);
  const texts = Array.from({ length: many }, () => Array.from({ length: 6 }, word));
  return Array.from({ length: copies }, (_, copy) =>
    texts.map((words, text) =>
      anExample({
        subject: copy === 0 ? 'Hello' : 'HELLO ',
        body: words.join(copy === 0 ? ' ' : '\n'),
        category: text % 2 === 0 ? 'payments' : 'bug',
      }),
    ),
  ).flat();
};

describe('a part that is kept apart', () => {
  const plain = ({ body }: Example): string => body.replaceAll('\n', ' ');

  it('has no text that the other has', () => {
    const { seen, unseen } = setApart(meaningless(100, 4));
    const known = new Set(seen.map(plain));
    expect(unseen.length).toBeGreaterThan(50);
    expect(unseen.filter((one) => known.has(plain(one)))).toEqual([]);
  });

  it('shows that nothing was learnt but copies by heart', () => {
    const { seen, unseen } = setApart(meaningless(100, 4));
    const { category } = evaluate(tryOn(train(seen), unseen));
    expect(category?.accuracy).toBeLessThan(0.75);
    expect(category?.reliability.every(({ confidence }) => confidence < 0.75)).toBe(true);
  });

  it('may be learnt from when all texts are copies of one', () => {
    const examples = Array.from({ length: 20 }, (_, at) =>
      anExample({ body: 'please help', category: at < 15 ? 'usual' : 'rare' }),
    );
    const { seen, unseen } = setApart(examples);
    expect([seen.length, unseen.length]).toEqual([20, 0]);
    expect(tryOn(train(seen), examples)[0]?.guesses.category?.label).toBe('usual');
  });

  it('makes nobody sure who has seen one text of each category, however often', () => {
    const model = train(
      Array.from({ length: 80 }, (_, at) =>
        anExample(
          at % 2 === 0
            ? { body: 'the kernel panics', category: 'core' }
            : { body: 'make it blue', category: 'looks' },
        ),
      ),
    );
    const [best] = judge(model, { subject: '', body: 'the kernel panics' }).category;
    expect(best?.label).toBe('core');
    expect(best?.probability).toBeLessThan(0.7);
  });
});

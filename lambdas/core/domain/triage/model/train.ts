/** Learning from tickets that people have judged. */
import { counterOf, type Row, rowOf } from './bag.ts';
import { wordsOf } from './features.ts';
import { foldsOf } from './folds.ts';
import { type Classifier, type Example, TARGETS, type Target, type TextModel } from './model.ts';
import { sharpnessOf } from './probabilities.ts';
import { quantized, scoresOf } from './quantize.ts';
import { solve } from './solver.ts';
import { learnVocabulary } from './vocabulary.ts';

const BITS = 21;
const SEED = 20_261_123;

/** Bytes of weights, so that the whole stays below 5 MB. */
const WEIGHTS_MOST = 4_200_000;

/** A target with fewer examples is not learnt: nothing could be told from them. */
export const EXAMPLES_LEAST = 4;

interface Known {
  readonly classes: readonly string[];
  /** Indexes of the examples that have an answer, and the answers as indexes of classes. */
  readonly members: readonly number[];
  readonly answers: Uint16Array;
}

const knownOf = (examples: readonly Example[], target: Target): Known | null => {
  const labels = examples.map((example) => example[target]);
  const members = labels.flatMap((label, at) => (label === null || label === '' ? [] : [at]));
  const classes = [...new Set(members.map((at) => labels[at] ?? ''))].sort();
  if (classes.length < 2 || members.length < EXAMPLES_LEAST) return null;
  const indexes = new Map(classes.map((label, at) => [label, at]));
  return { classes, members, answers: Uint16Array.from(members, (at) => indexes.get(labels[at] ?? '') ?? 0) };
};

const learn = (
  rows: readonly Row[],
  { classes, members, answers }: Known,
  columns: number,
  progress: (share: number) => void,
): Classifier => {
  const own = members.map((at) => rows[at]).filter((row) => row !== undefined);
  const effort = { cost: 0.5, passes: 12, seed: SEED };
  const folds = foldsOf(answers, 5, SEED);
  const pick = (keep: (fold: number) => boolean) => {
    const picked = own.flatMap((_, at) => (keep(folds[at] ?? 0) ? [at] : []));
    return {
      rows: picked.map((at) => own[at]).filter((row) => row !== undefined),
      answers: Uint16Array.from(picked, (at) => answers[at] ?? 0),
    };
  };
  const kept = pick((fold) => fold !== 0);
  const held = pick((fold) => fold === 0);
  const trial = solve(kept.rows, kept.answers, columns, classes.length, effort, (share) =>
    progress(share / 2),
  );
  const trialModel = quantized(trial, classes, 1);
  const sharpness = sharpnessOf(
    held.rows.map((row) => scoresOf(row, trialModel)),
    held.answers,
  );
  const weights = solve(own, answers, columns, classes.length, effort, (share) => progress(0.5 + share / 2));
  return quantized(weights, classes, sharpness);
};

/**
 * The same examples in the same order make the same model. Targets with fewer than two classes, or with next to no
 * examples, are not in it. `progress` hears shares from 0 to 1.
 */
export const train = (
  examples: readonly Example[],
  progress: (share: number) => void = () => undefined,
): TextModel => {
  const texts = examples.map(wordsOf);
  const known = TARGETS.flatMap((target) => {
    const one = knownOf(examples, target);
    return one === null ? [] : [[target, one] as const];
  });
  const classes = known.reduce((sum, [, one]) => sum + one.classes.length, 0);
  const counter = counterOf(BITS);
  const most = Math.min(300_000, Math.floor(WEIGHTS_MOST / Math.max(1, classes)));
  const vocabulary = learnVocabulary(texts, BITS, known.length === 0 ? 0 : most, counter);
  const rows = texts.map((words) => rowOf(words, vocabulary, counter));
  const classifiers = known.map(([target, one], at) => [
    target,
    learn(rows, one, vocabulary.slots.length, (share) => progress((at + share) / known.length)),
  ]);
  progress(1);
  return { vocabulary, classifiers: Object.fromEntries(classifiers) };
};

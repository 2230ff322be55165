/** How often a model is right, and whether it knows when it is not. */
import { guess } from './judge.ts';
import { type Measures, measuresOf } from './measures.ts';
import { type Example, type Guess, TARGETS, type Target, type TextModel } from './model.ts';

/** One text that people have judged, and what was guessed of it; null: nothing was. */
export interface Answer {
  readonly actual: string;
  readonly guess: Guess | null;
}

/** One row of the confusion table. */
export interface ConfusionRow {
  readonly actual: string;
  readonly guesses: Readonly<Record<string, number>>;
}

/** Answers of about the same confidence: how sure the model was, and how often it was right. */
export interface ReliabilityPoint {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** When only answers of at least this confidence count: which share of texts has one, and how often it is right. */
export interface AbstentionPoint {
  readonly limit: number;
  readonly answered: number;
  /** NaN-free: 1 when nothing was answered. */
  readonly accuracy: number;
}

export interface Evaluation extends Measures {
  readonly count: number;
  readonly confusion: readonly ConfusionRow[];
  readonly reliability: readonly ReliabilityPoint[];
  readonly abstention: readonly AbstentionPoint[];
}

const shareOf = (part: number, whole: number, otherwise: number): number =>
  whole === 0 ? otherwise : part / whole;

const confusionOf = (answers: readonly Answer[]): readonly ConfusionRow[] => {
  const rows = new Map<string, Map<string, number>>();
  for (const { actual, guess: one } of answers) {
    const row = rows.get(actual) ?? new Map<string, number>();
    rows.set(actual, row);
    if (one !== null) row.set(one.label, (row.get(one.label) ?? 0) + 1);
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([actual, guesses]) => ({ actual, guesses: Object.fromEntries(guesses) }));
};

const isRight = ({ actual, guess }: Answer): boolean => guess?.label === actual;
const confidenceOf = ({ guess }: Answer): number => guess?.probability ?? 0;

const TENTHS = Array.from({ length: 10 }, (_, at) => at / 10);

const reliabilityOf = (answers: readonly Answer[]): readonly ReliabilityPoint[] =>
  TENTHS.flatMap((from) => {
    const to = (Math.round(from * 10) + 1) / 10;
    const own = answers.filter(
      (one) => confidenceOf(one) >= from && (confidenceOf(one) < to || (to === 1 && confidenceOf(one) <= 1)),
    );
    if (own.length === 0) return [];
    const confidence = own.reduce((sum, one) => sum + confidenceOf(one), 0) / own.length;
    return [{ from, to, count: own.length, confidence, accuracy: own.filter(isRight).length / own.length }];
  });

const LIMITS = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

const abstentionOf = (answers: readonly Answer[]): readonly AbstentionPoint[] =>
  LIMITS.map((limit) => {
    const own = answers.filter((one) => one.guess !== null && confidenceOf(one) >= limit);
    return {
      limit,
      answered: shareOf(own.length, answers.length, 0),
      accuracy: shareOf(own.filter(isRight).length, own.length, 1),
    };
  });

export const evaluationOf = (answers: readonly Answer[]): Evaluation => ({
  count: answers.length,
  ...measuresOf(answers.map(({ actual, guess: one }) => ({ actual, guessed: one?.label ?? null }))),
  confusion: confusionOf(answers),
  reliability: reliabilityOf(answers),
  abstention: abstentionOf(answers),
});

/** A text that people have judged, and what a model takes it for; null: the model has not learnt to say. */
export interface Tried extends Example {
  readonly guesses: Readonly<Record<Target, Guess | null>>;
}

/** Asks the model once, however often the answers are counted; texts that nobody judged are left out. */
export const tryOn = (model: TextModel, examples: readonly Example[]): readonly Tried[] =>
  examples
    .filter((example) => TARGETS.some((target) => example[target] !== null))
    .map((example) => {
      const { category, priority, line } = guess(model, example);
      const guesses = { category: category[0] ?? null, priority: priority[0] ?? null, line: line[0] ?? null };
      return { ...example, guesses };
    });

const answersOn = (tried: readonly Tried[], target: Target): readonly Answer[] =>
  tried.flatMap(({ [target]: actual, guesses }) =>
    actual === null || actual === '' ? [] : [{ actual, guess: guesses[target] }],
  );

/** For each target that the model has learnt and the examples know; a class that it has never seen is a mistake. */
export const evaluate = (tried: readonly Tried[]): Readonly<Partial<Record<Target, Evaluation>>> =>
  Object.fromEntries(
    TARGETS.flatMap((target) => {
      const answers = answersOn(tried, target);
      return answers.some((one) => one.guess !== null) ? [[target, evaluationOf(answers)]] : [];
    }),
  );

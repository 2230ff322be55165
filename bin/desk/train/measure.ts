/** How good a model is on tickets that it has not seen, and what asking it costs. */
import { decodeModel, encodeModel } from '../../../lambdas/core/domain/triage/model/codec.ts';
import { type Evaluation, evaluate } from '../../../lambdas/core/domain/triage/model/evaluate.ts';
import { foldsOf } from '../../../lambdas/core/domain/triage/model/folds.ts';
import { judge } from '../../../lambdas/core/domain/triage/model/judge.ts';
import {
  type Example,
  TARGETS,
  type Target,
  type TextModel,
} from '../../../lambdas/core/domain/triage/model/model.ts';

/** What the figures say, and under which names `--json` prints them. */
export interface Measured extends Readonly<Partial<Record<Target, Evaluation>>> {
  /** How long the training took. */
  readonly seconds: number;
  readonly modelBytes: number;
  /** With its reasons, as the desk asks it; the mean of a model that has been asked a little. */
  readonly microsecondsPerTicket: number;
}

const WARMING = 100;
const TIMED = 1_000;

const microsecondsOf = (model: TextModel, examples: readonly Example[]): number => {
  for (const example of examples.slice(0, WARMING)) judge(model, example);
  const timed = examples.slice(0, TIMED);
  const startedAt = performance.now();
  for (const example of timed) judge(model, example);
  return ((performance.now() - startedAt) * 1000) / Math.max(1, timed.length);
};

/** Measures what a desk would read again, not what stands in memory. */
export const measure = (model: TextModel, seconds: number, unseen: readonly Example[]): Measured => {
  const bytes = encodeModel(model);
  const stored = decodeModel(bytes);
  return {
    ...evaluate(stored, unseen),
    seconds: Math.round(seconds * 1000) / 1000,
    modelBytes: bytes.length,
    microsecondsPerTicket: Math.round(microsecondsOf(stored, unseen)),
  };
};

const SEED = 5;
const FEW = 5_000;

/**
 * A part that looks like the whole is kept apart: a fifth of a few tickets, a tenth of many. The same tickets are always
 * kept apart in the same way.
 */
export const setApart = (
  examples: readonly Example[],
): { readonly seen: readonly Example[]; readonly unseen: readonly Example[] } => {
  const kinds = new Map<string, number>();
  const answers = examples.map((example) => {
    const kind = TARGETS.map((target) => example[target] ?? '').join('\n');
    const known = kinds.get(kind) ?? kinds.size;
    kinds.set(kind, known);
    return known;
  });
  const folds = foldsOf(answers, examples.length > FEW ? 10 : 5, SEED);
  return {
    seen: examples.filter((_, at) => folds[at] !== 0),
    unseen: examples.filter((_, at) => folds[at] === 0),
  };
};

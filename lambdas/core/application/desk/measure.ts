/** How good a model is on tickets that it has not seen, and what asking it costs. */
import { decodeModel, encodeModel } from '../../domain/triage/model/codec.ts';
import { evaluate, type Tried, tryOn } from '../../domain/triage/model/evaluate.ts';
import { judge } from '../../domain/triage/model/judge.ts';
import type { Example, TextModel } from '../../domain/triage/model/model.ts';
import type { Measured } from '../model-ports.ts';

const WARMING = 100;
const TIMED = 1_000;

const microsecondsOf = (model: TextModel, examples: readonly Example[]): number => {
  for (const example of examples.slice(0, WARMING)) judge(model, example);
  const timed = examples.slice(0, TIMED);
  const startedAt = performance.now();
  for (const example of timed) judge(model, example);
  return ((performance.now() - startedAt) * 1000) / Math.max(1, timed.length);
};

/** Measures what a desk would read again, not what stands in memory; `tried`: what that said of each. */
export const measure = (
  model: TextModel,
  seconds: number,
  unseen: readonly Example[],
): { readonly measured: Measured; readonly tried: readonly Tried[] } => {
  const bytes = encodeModel(model);
  const stored = decodeModel(bytes);
  const tried = tryOn(stored, unseen);
  const measured = {
    ...evaluate(tried),
    seconds: Math.round(seconds * 1000) / 1000,
    modelBytes: bytes.length,
    microsecondsPerTicket: Math.round(microsecondsOf(stored, unseen)),
  };
  return { measured, tried };
};

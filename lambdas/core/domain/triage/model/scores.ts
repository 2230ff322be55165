/** What a classifier says of one text. */
import { type Counter, counterOf, countFeatures, writeRow } from './bag.ts';
import type { Word } from './features.ts';
import type { Classifier, Vocabulary } from './model.ts';

/** One text's columns, and how much of each. */
export interface Row {
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/** Counting needs a few megabytes, so it is set up once for each model. */
const counters = new WeakMap<Vocabulary, Counter>();

export const rowOf = (words: readonly Word[], vocabulary: Vocabulary): Row => {
  const counter = counters.get(vocabulary) ?? counterOf(vocabulary.bits);
  counters.set(vocabulary, counter);
  countFeatures(counter, words);
  const columns = new Uint32Array(counter.distinct.count);
  const values = new Float32Array(counter.distinct.count);
  const end = writeRow(counter, vocabulary, columns, values, 0);
  return { columns: columns.subarray(0, end), values: values.subarray(0, end) };
};

/** Logarithms of odds, by class. */
export const scoresOf = (
  { columns, values }: Row,
  { classes, weights, scales, biases }: Classifier,
): Float64Array => {
  const count = classes.length;
  const scores = new Float64Array(count);
  for (let at = 0; at < columns.length; at += 1) {
    const base = (columns[at] ?? 0) * count;
    const value = values[at] ?? 0;
    for (let one = 0; one < count; one += 1)
      scores[one] = (scores[one] ?? 0) + value * (weights[base + one] ?? 0);
  }
  for (let one = 0; one < count; one += 1)
    scores[one] = (scores[one] ?? 0) * (scales[one] ?? 0) + (biases[one] ?? 0);
  return scores;
};

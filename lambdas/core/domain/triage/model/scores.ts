/** What a classifier says of one text. */
import { finishRow, writeCount } from './bag.ts';
import { type Count, countText, noCount, type Word } from './features.ts';
import type { Classifier, Vocabulary } from './model.ts';

/** One text's columns, and how much of each. */
export interface Row {
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/** Counting needs a few megabytes, so it is set up once for each model. */
const counts = new WeakMap<Vocabulary, Count>();

export const countFor = (vocabulary: Vocabulary): Count => {
  const count = counts.get(vocabulary) ?? noCount(vocabulary.bits);
  counts.set(vocabulary, count);
  return count;
};

export const rowOf = (words: readonly Word[], vocabulary: Vocabulary): Row => {
  const count = countFor(vocabulary);
  countText(count, words);
  const columns = new Uint32Array(count.size);
  const values = new Float32Array(count.size);
  const until = writeCount(count, columns, values, 0);
  const end = finishRow(vocabulary, columns, values, 0, until, 0);
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

/** What a classifier says of one text. */
import { finishRow, writeCount } from './bag.ts';
import { evidenceOf, trustIn } from './evidence.ts';
import { type Count, countText, noCount, type Word } from './features.ts';
import type { Classifier, Vocabulary } from './model.ts';

/** One text's columns, and how much of each. */
export interface Row {
  readonly columns: Uint32Array;
  readonly values: Float32Array;
  /** How much of what the text says is known (evidence.ts). */
  readonly evidence: number;
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
  const own = columns.subarray(0, end);
  return { columns: own, values: values.subarray(0, end), evidence: evidenceOf(own, vocabulary) };
};

/** Logarithms of odds, by class; of a text of which little is known they are near to each other. */
export const scoresOf = (
  { columns, values, evidence }: Row,
  { classes, weights, scales, biases, doubt }: Classifier,
): Float64Array => {
  const count = classes.length;
  const scores = new Float64Array(count);
  const trust = trustIn(evidence, doubt);
  for (let at = 0; at < columns.length; at += 1) {
    const base = (columns[at] ?? 0) * count;
    const value = values[at] ?? 0;
    for (let one = 0; one < count; one += 1)
      scores[one] = (scores[one] ?? 0) + value * (weights[base + one] ?? 0);
  }
  for (let one = 0; one < count; one += 1)
    scores[one] = trust * ((scores[one] ?? 0) * (scales[one] ?? 0) + (biases[one] ?? 0));
  return scores;
};

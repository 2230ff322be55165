/** What was learnt, made small: the weights that decide most, a byte each. */
import type { Corpus } from './corpus.ts';
import type { Classifier, LearntTexts, Target, TextModel } from './model.ts';
import { packedBytes } from './pack.ts';
import { vocabularyOf } from './vocabulary.ts';
import type { Weights } from './weights.ts';

/** What one target was taught: its classes and their weights, as logarithms of odds. */
export interface Taught {
  readonly target: Target;
  readonly classes: readonly string[];
  readonly weights: Weights;
  readonly doubt: number;
}

/** A little below 5 MB, for the signature and the like. */
const BYTES_MOST = 4_900_000;

/** The head names each class, and has two numbers for it. */
const headBytes = (taught: readonly Taught[]): number =>
  taught.reduce(
    (sum, { classes }) =>
      sum + new TextEncoder().encode(JSON.stringify(classes)).length + 50 * classes.length,
    0,
  );

/** Of a text that was learnt, in base64: of few texts four letters, of many fewer. */
const HASH_BYTES = 6;

/** A column's slot and rarity. */
const COLUMN_BYTES = 3;

/**
 * Of classes beside each other only differences count. Most features say the same of most classes: measured from there,
 * most weights are next to nothing.
 */
const centre = ({ values, classes, stride }: Weights): void => {
  const sorted = new Float32Array(classes);
  for (let base = 0; base < values.length; base += stride) {
    sorted.set(values.subarray(base, base + classes));
    sorted.sort();
    const middle = ((sorted[(classes - 1) >> 1] ?? 0) + (sorted[classes >> 1] ?? 0)) / 2;
    for (let one = 0; one < classes; one += 1) values[base + one] = (values[base + one] ?? 0) - middle;
  }
};

const STEPS = 127;

/** Each class has steps of its own, from the largest of its weights. */
const scalesOf = ({ values, classes, columns, stride }: Weights): Float32Array => {
  const scales = new Float32Array(classes);
  for (let column = 0; column < columns; column += 1)
    for (let one = 0; one < classes; one += 1)
      scales[one] = Math.max(scales[one] ?? 0, Math.abs(values[column * stride + one] ?? 0) / STEPS);
  return scales;
};

/** One target with the steps of its weights. */
interface Scaled extends Taught {
  readonly scales: Float32Array;
}

/**
 * How small a weight of this column may be and still count: what matters is how far it moves scores, and how often, so a
 * frequent feature may keep smaller weights than a rare one.
 */
const limitOf = ({ vocabulary: { rarity }, documents }: Corpus, column: number, least: number): number =>
  least / ((rarity[column] || 1) * Math.sqrt(documents[column] ?? 1));

/** Visits the weights of a column that are above the limit and not rounded to nothing. */
const usedOf = ({ weights, scales }: Scaled, column: number, limit: number): number => {
  let used = 0;
  for (let one = 0; one < weights.classes; one += 1) {
    const size = Math.abs(weights.values[column * weights.stride + one] ?? 0);
    if (size >= limit && size >= (scales[one] ?? 0) / 2) used += 1;
  }
  return used;
};

const bytesWith = (corpus: Corpus, scaled: readonly Scaled[], least: number): number => {
  let bytes = 0;
  for (let column = 0; column < corpus.vocabulary.slots.length; column += 1) {
    const limit = limitOf(corpus, column, least);
    let own = COLUMN_BYTES;
    let kept = false;
    for (const one of scaled) {
      const used = usedOf(one, column, limit);
      kept ||= used > 0;
      own += packedBytes(used, one.weights.classes);
    }
    if (kept) bytes += own;
  }
  return bytes;
};

const HALVINGS = 14;

/** The lowest limit under which all that is kept has room. */
const leastOf = (corpus: Corpus, scaled: readonly Scaled[], learnt: LearntTexts): number => {
  const most = BYTES_MOST - headBytes(scaled) - HASH_BYTES * learnt.hashes.length;
  if (bytesWith(corpus, scaled, 0) <= most) return 0;
  let low = 0;
  let high = 1;
  while (bytesWith(corpus, scaled, high) > most) {
    low = high;
    high *= 8;
  }
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = (low + high) / 2;
    if (bytesWith(corpus, scaled, middle) > most) low = middle;
    else high = middle;
  }
  return high;
};

const classifierOf = (
  { classes, weights, scales, doubt }: Scaled,
  corpus: Corpus,
  kept: Uint32Array,
  least: number,
): Classifier => {
  const { values, stride, columns } = weights;
  const count = classes.length;
  const small = new Int8Array(kept.length * count);
  kept.forEach((column, at) => {
    const limit = limitOf(corpus, column, least);
    for (let one = 0; one < count; one += 1) {
      const weight = values[column * stride + one] ?? 0;
      if (Math.abs(weight) >= limit) small[at * count + one] = Math.round(weight / (scales[one] || 1));
    }
  });
  const bias = columns * stride;
  return { classes, weights: small, scales, biases: values.slice(bias, bias + count), doubt };
};

export const compress = (corpus: Corpus, taught: readonly Taught[], learnt: LearntTexts): TextModel => {
  for (const { weights } of taught) centre(weights);
  const scaled = taught.map((one): Scaled => ({ ...one, scales: scalesOf(one.weights) }));
  const least = leastOf(corpus, scaled, learnt);
  const { slots, rarity } = corpus.vocabulary;
  const kept = Uint32Array.from(slots, (_, column) => column)
    .filter((column) => scaled.some((one) => usedOf(one, column, limitOf(corpus, column, least)) > 0))
    .sort((a, b) => (slots[a] ?? 0) - (slots[b] ?? 0));
  return {
    reach: corpus.reach,
    vocabulary: vocabularyOf({
      ...corpus.vocabulary,
      slots: kept.map((column) => slots[column] ?? 0),
      rarity: Uint8Array.from(kept, (column) => rarity[column] ?? 0),
    }),
    classifiers: Object.fromEntries(
      scaled.map((one) => [one.target, classifierOf(one, corpus, kept, least)]),
    ),
    learnt,
  };
};

/** What was learnt, made small: the features that decide most, and a byte for each weight. */
import type { Corpus } from './corpus.ts';
import type { Classifier, Target, TextModel } from './model.ts';
import { vocabularyOf } from './vocabulary.ts';
import type { Weights } from './weights.ts';

/** What one target was taught: its classes and their weights, as logarithms of odds. */
export interface Taught {
  readonly target: Target;
  readonly classes: readonly string[];
  readonly weights: Weights;
}

/** Bytes of features and weights; the rest of 5 MB is for the head, which names the classes. */
const BYTES_MOST = 4_600_000;

/** A column's slot and rarity. */
const COLUMN_BYTES = 3;

/** Of classes beside each other only differences count: the smaller the weights, the finer their steps. */
const centre = ({ values, classes, stride }: Weights): void => {
  for (let base = 0; base < values.length; base += stride) {
    let sum = 0;
    for (let one = 0; one < classes; one += 1) sum += values[base + one] ?? 0;
    const mean = sum / classes;
    for (let one = 0; one < classes; one += 1) values[base + one] = (values[base + one] ?? 0) - mean;
  }
};

/** How much a column moves all scores: by its weights and its usual value, as often as it is there. */
const importanceOf = ({ rarity, documents }: Corpus, taught: readonly Taught[]): Float64Array => {
  const importance = new Float64Array(rarity.length);
  for (const { weights } of taught) {
    const { values, classes, stride } = weights;
    for (let column = 0; column < importance.length; column += 1) {
      let squares = 0;
      for (let one = 0; one < classes; one += 1) squares += (values[column * stride + one] ?? 0) ** 2;
      importance[column] =
        (importance[column] ?? 0) + (documents[column] ?? 0) * squares * (rarity[column] ?? 0) ** 2;
    }
  }
  return importance;
};

/** The columns to keep, by their slots. */
const keptOf = (corpus: Corpus, taught: readonly Taught[]): Uint32Array => {
  const classes = taught.reduce((sum, { weights }) => sum + weights.classes, 0);
  const most = classes === 0 ? 0 : Math.floor(BYTES_MOST / (classes + COLUMN_BYTES));
  const all = Uint32Array.from(corpus.slots, (_, column) => column);
  if (all.length > most) {
    const importance = importanceOf(corpus, taught);
    all.sort((a, b) => (importance[b] ?? 0) - (importance[a] ?? 0));
  }
  return all.subarray(0, most).sort((a, b) => (corpus.slots[a] ?? 0) - (corpus.slots[b] ?? 0));
};

const STEPS = 127;

/** Each class has steps of its own, from the largest of its weights. */
const classifierOf = ({ classes, weights }: Taught, kept: Uint32Array): Classifier => {
  const count = classes.length;
  const scales = new Float32Array(count);
  const each = (visit: (place: number, one: number, weight: number) => void): void => {
    for (let at = 0; at < kept.length; at += 1) {
      const base = (kept[at] ?? 0) * weights.stride;
      for (let one = 0; one < count; one += 1) visit(at * count + one, one, weights.values[base + one] ?? 0);
    }
  };
  each((_, one, weight) => {
    scales[one] = Math.max(scales[one] ?? 0, Math.abs(weight) / STEPS);
  });
  const small = new Int8Array(kept.length * count);
  each((place, one, weight) => {
    small[place] = Math.round(weight / (scales[one] || 1));
  });
  const bias = weights.columns * weights.stride;
  return { classes, weights: small, scales, biases: weights.values.slice(bias, bias + count) };
};

export const compress = (corpus: Corpus, taught: readonly Taught[]): TextModel => {
  for (const { weights } of taught) centre(weights);
  const kept = keptOf(corpus, taught);
  const slots = Uint32Array.from(kept, (column) => corpus.slots[column] ?? 0);
  const rarity = Uint8Array.from(kept, (column) => corpus.rarity[column] ?? 0);
  return {
    reach: corpus.reach,
    vocabulary: vocabularyOf(corpus.bits, slots, rarity),
    classifiers: Object.fromEntries(taught.map((one) => [one.target, classifierOf(one, kept)])),
  };
};

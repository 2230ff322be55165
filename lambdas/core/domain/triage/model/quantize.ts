/** Weights in a byte each: a quarter of the size, and what is measured is what is used. */
import type { Row } from './bag.ts';
import type { Classifier } from './model.ts';
import type { Weights } from './solver.ts';

const STEPS = 127;

/** Each class has a scale of its own, from the largest of its weights. */
export const quantized = (
  { weights, columns, classes: count }: Weights,
  classes: readonly string[],
  sharpness: number,
): Classifier => {
  const scales = new Float32Array(count);
  for (let at = 0; at < columns * count; at += 1) {
    const one = at % count;
    scales[one] = Math.max(scales[one] ?? 0, Math.abs(weights[at] ?? 0) / STEPS);
  }
  const small = new Int8Array(columns * count);
  for (let at = 0; at < small.length; at += 1) {
    const scale = scales[at % count] ?? 0;
    small[at] = scale === 0 ? 0 : Math.round((weights[at] ?? 0) / scale);
  }
  return { classes, weights: small, scales, biases: weights.slice(columns * count), sharpness };
};

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

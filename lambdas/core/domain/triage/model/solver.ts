/**
 * Linear classifiers, one class against the rest, with squared hinge loss by dual coordinate descent: Hsieh et al.,
 * "A dual coordinate descent method for large-scale linear SVM", ICML 2008, for all classes of an example at once.
 */
import type { Row } from './bag.ts';
import { chanceOf, shuffle } from './chance.ts';

/** Weights before they are rounded: `weights[column * classes + class]`; the last column is the bias. */
export interface Weights {
  readonly classes: number;
  readonly columns: number;
  readonly weights: Float32Array;
}

export interface Effort {
  /** What a mistake costs; smaller is smoother. */
  readonly cost: number;
  readonly passes: number;
  readonly seed: number;
}

/** Scores of one row, written to `scores`. */
export const scoreRow = ({ columns, values }: Row, weights: Weights, scores: Float64Array): void => {
  const { classes } = weights;
  const bias = weights.columns * classes;
  for (let one = 0; one < classes; one += 1) scores[one] = weights.weights[bias + one] ?? 0;
  for (let at = 0; at < columns.length; at += 1) {
    const base = (columns[at] ?? 0) * classes;
    const value = values[at] ?? 0;
    for (let one = 0; one < classes; one += 1)
      scores[one] = (scores[one] ?? 0) + value * (weights.weights[base + one] ?? 0);
  }
};

/** `answers[i]` is the class of row i. */
export const solve = (
  rows: readonly Row[],
  answers: Uint16Array,
  columns: number,
  classes: number,
  { cost, passes, seed }: Effort,
  progress: (share: number) => void = () => undefined,
): Weights => {
  const weights = new Float32Array((columns + 1) * classes);
  const model = { classes, columns, weights };
  const alphas = new Float32Array(rows.length * classes);
  const scores = new Float64Array(classes);
  const steps = new Float64Array(classes);
  const order = Uint32Array.from(rows, (_, at) => at);
  const chance = chanceOf(seed);
  const slack = 1 / (2 * cost);
  const curvature = 2 + slack;
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, chance);
    for (let at = 0; at < order.length; at += 1) {
      const index = order[at] ?? 0;
      const row = rows[index];
      if (row === undefined) continue;
      scoreRow(row, model, scores);
      const answer = answers[index] ?? 0;
      let moved = false;
      for (let one = 0; one < classes; one += 1) {
        const sign = one === answer ? 1 : -1;
        const alpha = alphas[index * classes + one] ?? 0;
        const gradient = sign * (scores[one] ?? 0) - 1 + slack * alpha;
        const next = Math.max(0, alpha - gradient / curvature);
        steps[one] = sign * (next - alpha);
        if (next !== alpha) moved = true;
        alphas[index * classes + one] = next;
      }
      if (!moved) continue;
      for (let entry = 0; entry < row.columns.length; entry += 1) {
        const base = (row.columns[entry] ?? 0) * classes;
        const value = row.values[entry] ?? 0;
        for (let one = 0; one < classes; one += 1)
          weights[base + one] = (weights[base + one] ?? 0) + value * (steps[one] ?? 0);
      }
      for (let one = 0; one < classes; one += 1)
        weights[columns * classes + one] = (weights[columns * classes + one] ?? 0) + (steps[one] ?? 0);
    }
    progress((pass + 1) / passes);
  }
  return model;
};

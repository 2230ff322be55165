/** Linear scores: a column's weights for all classes stand together, behind all columns those of the bias. */
import type { Rows } from './bag.ts';

export interface Weights {
  readonly classes: number;
  readonly columns: number;
  /** `values[column * classes + class]`. */
  readonly values: Float32Array;
}

export const noWeights = (columns: number, classes: number): Weights => ({
  classes,
  columns,
  values: new Float32Array((columns + 1) * classes),
});

/** Scores of one row, written to `scores`. */
export const scoreRow = (
  { starts, columns, values }: Rows,
  row: number,
  weights: Weights,
  scores: Float64Array,
): void => {
  const { classes, values: own } = weights;
  const bias = weights.columns * classes;
  for (let one = 0; one < classes; one += 1) scores[one] = own[bias + one] ?? 0;
  const end = starts[row + 1] ?? 0;
  for (let at = starts[row] ?? 0; at < end; at += 1) {
    const base = (columns[at] ?? 0) * classes;
    const value = values[at] ?? 0;
    for (let one = 0; one < classes; one += 1)
      scores[one] = (scores[one] ?? 0) + value * (own[base + one] ?? 0);
  }
};

/** `factor * from` is added to `to`. */
export const addWeights = (to: Weights, from: Weights, factor: number): void => {
  for (let at = 0; at < to.values.length; at += 1)
    to.values[at] = (to.values[at] ?? 0) + factor * (from.values[at] ?? 0);
};

/** Linear scores: a column's weights for all classes stand together, behind all columns those of the bias. */
import type { Rows } from './bag.ts';

export interface Weights {
  readonly classes: number;
  readonly columns: number;
  /** Places for each column: its classes, filled up to a multiple of `LANES`. */
  readonly stride: number;
  /** `values[column * stride + class]`. */
  readonly values: Float32Array;
}

/**
 * Sums of so many classes are kept in registers while a row is read. Measured: more than twice as quick as class by
 * class in memory, which is most of what learning takes.
 */
export const LANES = 4;

export const strideOf = (classes: number): number => Math.ceil(classes / LANES) * LANES;

export const noWeights = (columns: number, classes: number): Weights => {
  const stride = strideOf(classes);
  return { classes, columns, stride, values: new Float32Array((columns + 1) * stride) };
};

/** Scores of one row, written to the first `stride` of `scores`. */
export const scoreRow = (
  { starts, columns, values }: Rows,
  row: number,
  { columns: known, stride, values: own }: Weights,
  scores: Float64Array,
): void => {
  const begin = starts[row] ?? 0;
  const end = starts[row + 1] ?? 0;
  for (let lane = 0; lane < stride; lane += LANES) {
    const bias = known * stride + lane;
    let a = own[bias] ?? 0;
    let b = own[bias + 1] ?? 0;
    let c = own[bias + 2] ?? 0;
    let d = own[bias + 3] ?? 0;
    for (let at = begin; at < end; at += 1) {
      const base = (columns[at] ?? 0) * stride + lane;
      const value = values[at] ?? 0;
      a += value * (own[base] ?? 0);
      b += value * (own[base + 1] ?? 0);
      c += value * (own[base + 2] ?? 0);
      d += value * (own[base + 3] ?? 0);
    }
    scores[lane] = a;
    scores[lane + 1] = b;
    scores[lane + 2] = c;
    scores[lane + 3] = d;
  }
};

/** Adds `steps` times the row's values to the weights; a step for each class, 0 for most of them. */
export const moveWeights = (
  { starts, columns, values }: Rows,
  row: number,
  { columns: known, stride, values: own }: Weights,
  steps: Float64Array,
): void => {
  const begin = starts[row] ?? 0;
  const end = starts[row + 1] ?? 0;
  for (let lane = 0; lane < stride; lane += LANES) {
    const a = steps[lane] ?? 0;
    const b = steps[lane + 1] ?? 0;
    const c = steps[lane + 2] ?? 0;
    const d = steps[lane + 3] ?? 0;
    if (a === 0 && b === 0 && c === 0 && d === 0) continue;
    for (let at = begin; at < end; at += 1) {
      const base = (columns[at] ?? 0) * stride + lane;
      const value = values[at] ?? 0;
      own[base] = (own[base] ?? 0) + value * a;
      own[base + 1] = (own[base + 1] ?? 0) + value * b;
      own[base + 2] = (own[base + 2] ?? 0) + value * c;
      own[base + 3] = (own[base + 3] ?? 0) + value * d;
    }
    const bias = known * stride + lane;
    own[bias] = (own[bias] ?? 0) + a;
    own[bias + 1] = (own[bias + 1] ?? 0) + b;
    own[bias + 2] = (own[bias + 2] ?? 0) + c;
    own[bias + 3] = (own[bias + 3] ?? 0) + d;
  }
};

/** `factor * from` is added to `to`. */
export const addWeights = (to: Weights, from: Weights, factor: number): void => {
  for (let at = 0; at < to.values.length; at += 1)
    to.values[at] = (to.values[at] ?? 0) + factor * (from.values[at] ?? 0);
};

export const scaleWeights = (weights: Weights, factor: number): void => {
  for (let at = 0; at < weights.values.length; at += 1)
    weights.values[at] = (weights.values[at] ?? 0) * factor;
};

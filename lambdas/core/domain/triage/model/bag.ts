/** Texts as rows of numbers: which columns a text has, and how much of each. */
import { BLOCK_AT, BLOCKS, type Count, SLOT_MASK } from './features.ts';
import type { Vocabulary } from './model.ts';

/** Texts one after another: `columns` and `values` of text i stand from `starts[i]` to `starts[i + 1]`. */
export interface Rows {
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  /** The squares of a text's values add up to about 1, or to less when it says much that is not known. */
  readonly values: Float32Array;
}

/** So many steps of a rarity are 1. */
export const RARITY_STEPS = 20;

/** Inverse document frequency, smoothed as if one more text had every feature. */
export const rarityOf = (texts: number, withIt: number): number =>
  Math.min(255, Math.round(RARITY_STEPS * (1 + Math.log((1 + texts) / (1 + withIt)))));

/** Writes a text's entries, with the amount of each in place of its value, behind `begin`. Answers where they end. */
export const writeCount = (
  { entries, amounts, size }: Count,
  columns: Uint32Array,
  values: Float32Array,
  begin: number,
): number => {
  for (let at = 0; at < size; at += 1) {
    const entry = entries[at] ?? 0;
    columns[begin + at] = entry;
    values[begin + at] = amounts[entry & SLOT_MASK] ?? 0;
  }
  return begin + size;
};

/**
 * Makes a row of what `writeCount` wrote from `from` to `until`, in the same memory from `begin` on, which is not behind
 * `from`. Four times the same says less than four times as much; and each block says what the
 * balance gives it, however many features it has. What the
 * vocabulary does not know is left out, and makes the whole row quieter. Answers where the row ends.
 */
export const finishRow = (
  { columns: known, rarity, novelty, balance }: Vocabulary,
  columns: Uint32Array,
  values: Float32Array,
  from: number,
  until: number,
  begin: number,
): number => {
  const squares = new Float64Array(BLOCKS);
  let unknown = 0;
  let end = begin;
  for (let at = from; at < until; at += 1) {
    const entry = columns[at] ?? 0;
    const column = known[entry & SLOT_MASK] ?? -1;
    const value = (1 + Math.log(values[at] ?? 1)) * (column < 0 ? novelty : (rarity[column] ?? 0));
    if (column < 0) {
      unknown += value * value;
      continue;
    }
    const block = entry >>> BLOCK_AT;
    squares[block] = (squares[block] ?? 0) + value * value;
    columns[end] = entry;
    values[end] = value;
    end += 1;
  }
  const all = squares.reduce((sum, square) => sum + square, 0);
  const filled = squares.reduce((sum, square) => sum + (square > 0 ? 1 : 0), 0);
  const share = all / (all + unknown || 1);
  const factors = squares.map(
    (square, block) => (balance[block] ?? 1) * Math.sqrt(share / (square * filled || 1)),
  );
  for (let at = begin; at < end; at += 1) {
    const entry = columns[at] ?? 0;
    columns[at] = known[entry & SLOT_MASK] ?? 0;
    values[at] = (values[at] ?? 0) * (factors[entry >>> BLOCK_AT] ?? 0);
  }
  return end;
};

/** Texts as rows of numbers: which columns a text has, and how much of each. */
import { BLOCKS, type Features, noFeatures, readFeatures, type Word } from './features.ts';
import type { Vocabulary } from './model.ts';

/** Texts one after another: `columns` and `values` of text i stand from `starts[i]` to `starts[i + 1]`. */
export interface Rows {
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  /** The squares of a text's values add up to 1. */
  readonly values: Float32Array;
}

/** Memory for one text after another: a table of the size of the vocabulary's. */
export interface Counter {
  readonly features: Features;
  readonly amounts: Float32Array;
  /** The features of the last text that was counted, each once: its slot, and its block. */
  readonly distinct: { count: number; slots: Uint32Array; blocks: Uint8Array };
}

export const counterOf = (bits: number): Counter => ({
  features: noFeatures(bits),
  amounts: new Float32Array(1 << bits),
  distinct: { count: 0, slots: new Uint32Array(0), blocks: new Uint8Array(0) },
});

/** Counts each feature of a text; the counts before are forgotten. */
export const countFeatures = (counter: Counter, words: readonly Word[]): void => {
  const { features, amounts, distinct } = counter;
  for (let at = 0; at < distinct.count; at += 1) amounts[distinct.slots[at] ?? 0] = 0;
  readFeatures(features, words);
  if (distinct.slots.length < features.count) {
    distinct.slots = new Uint32Array(features.slots.length);
    distinct.blocks = new Uint8Array(features.slots.length);
  }
  let count = 0;
  for (let at = 0; at < features.count; at += 1) {
    const slot = features.slots[at] ?? 0;
    if (amounts[slot] === 0) {
      distinct.slots[count] = slot;
      distinct.blocks[count] = features.blocks[at] ?? 0;
      count += 1;
    }
    amounts[slot] = (amounts[slot] ?? 0) + (features.weights[at] ?? 0);
  }
  distinct.count = count;
};

const RARITY_STEPS = 20;

/** Inverse document frequency, smoothed as if one more text had every feature. */
export const rarityOf = (texts: number, withIt: number): number =>
  Math.min(255, Math.round(RARITY_STEPS * (1 + Math.log((1 + texts) / (1 + withIt)))));

/**
 * Writes the text that was counted last behind `begin`; what the vocabulary does not know is left out. Four times the
 * same says less than four times as much; and each block says as much as each other one.
 * Answers where the row ends.
 */
export const writeRow = (
  { amounts, distinct }: Counter,
  { columns: known, rarity }: Pick<Vocabulary, 'columns' | 'rarity'>,
  columns: Uint32Array,
  values: Float32Array,
  begin: number,
): number => {
  const squares = new Float64Array(BLOCKS);
  let end = begin;
  for (let at = 0; at < distinct.count; at += 1) {
    const slot = distinct.slots[at] ?? 0;
    const column = known[slot] ?? -1;
    if (column < 0) continue;
    const value = (1 + Math.log(amounts[slot] ?? 1)) * (rarity[column] ?? 0);
    const block = distinct.blocks[at] ?? 0;
    squares[block] = (squares[block] ?? 0) + value * value;
    columns[end] = column;
    values[end] = value;
    end += 1;
  }
  const filled = squares.reduce((sum, square) => sum + (square > 0 ? 1 : 0), 0);
  let entry = begin;
  for (let at = 0; at < distinct.count; at += 1) {
    if ((known[distinct.slots[at] ?? 0] ?? -1) < 0) continue;
    const length = Math.sqrt((squares[distinct.blocks[at] ?? 0] ?? 0) * filled);
    values[entry] = (values[entry] ?? 0) / (length || 1);
    entry += 1;
  }
  return end;
};

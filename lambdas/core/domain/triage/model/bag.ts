/** Texts as rows of numbers: which columns a text has, and how much of each. */
import { eachFeature, type Word } from './features.ts';
import type { Vocabulary } from './model.ts';

/** One text: columns without repetition, and values whose squares add up to 1. */
export interface Row {
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/** Counts features of one text after another in the same memory. */
export interface Counter {
  /** The distinct slots of a text, with how often each is there. Valid until the next call. */
  count(words: readonly Word[]): { readonly slots: readonly number[]; readonly counts: Float32Array };
}

export const counterOf = (bits: number): Counter => {
  const counts = new Float32Array(1 << bits);
  let seen: number[] = [];
  return {
    count: (words) => {
      for (const slot of seen) counts[slot] = 0;
      const found: number[] = [];
      words.forEach(({ text, weight }, at) => {
        const next = words[at + 1]?.text ?? null;
        eachFeature(text, next, bits, (slot) => {
          if (counts[slot] === 0) found.push(slot);
          counts[slot] = (counts[slot] ?? 0) + weight;
        });
      });
      seen = found;
      return { slots: found, counts };
    },
  };
};

const RARITY_STEPS = 20;

/** Inverse document frequency, smoothed as if one more document had every feature. */
export const rarityOf = (documents: number, withIt: number): number =>
  Math.min(255, Math.round(RARITY_STEPS * (1 + Math.log((1 + documents) / (1 + withIt)))));

/** What is not in the vocabulary is left out. A count of four says less than four times as much as a count of one. */
export const rowOf = (words: readonly Word[], vocabulary: Vocabulary, counter: Counter): Row => {
  const { slots, counts } = counter.count(words);
  const known = slots.filter((slot) => (vocabulary.columns[slot] ?? -1) >= 0);
  const columns = new Uint32Array(known.length);
  const values = new Float32Array(known.length);
  let squares = 0;
  known.forEach((slot, at) => {
    const column = vocabulary.columns[slot] ?? 0;
    const value = ((1 + Math.log(counts[slot] ?? 1)) * (vocabulary.rarity[column] ?? 0)) / RARITY_STEPS;
    columns[at] = column;
    values[at] = value;
    squares += value * value;
  });
  const length = Math.sqrt(squares) || 1;
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) / length;
  return { columns, values };
};

/** Which features are worth knowing: those that at least two texts share. */
import { type Counter, rarityOf } from './bag.ts';
import type { Word } from './features.ts';
import type { Vocabulary } from './model.ts';

/** From what a model keeps of it. */
export const vocabularyOf = (bits: number, slots: Uint32Array, rarity: Uint8Array): Vocabulary => {
  const columns = new Int32Array(1 << bits).fill(-1);
  slots.forEach((slot, column) => {
    columns[slot] = column;
  });
  return { bits, slots, rarity, columns };
};

/** With few texts every feature counts; the `most` frequent of them, when there are more. */
export const learnVocabulary = (
  texts: readonly (readonly Word[])[],
  bits: number,
  most: number,
  counter: Counter,
): Vocabulary => {
  const documents = new Uint32Array(1 << bits);
  for (const words of texts) {
    for (const slot of counter.count(words).slots) documents[slot] = (documents[slot] ?? 0) + 1;
  }
  const byCount = new Map<number, number>();
  for (const count of documents) if (count > 0) byCount.set(count, (byCount.get(count) ?? 0) + 1);
  let least = texts.length < 200 ? 1 : 2;
  let kept = 0;
  for (const [count, times] of byCount) if (count >= least) kept += times;
  while (kept > most) {
    kept -= byCount.get(least) ?? 0;
    least += 1;
  }
  const slots = new Uint32Array(kept);
  const rarity = new Uint8Array(kept);
  let column = 0;
  documents.forEach((count, slot) => {
    if (count < least) return;
    slots[column] = slot;
    rarity[column] = rarityOf(texts.length, count);
    column += 1;
  });
  return vocabularyOf(bits, slots, rarity);
};

/** Which features are worth knowing. */
import type { Vocabulary } from './model.ts';

/** From what a model keeps of it. */
export const vocabularyOf = (kept: Omit<Vocabulary, 'columns'>): Vocabulary => {
  const columns = new Int32Array(1 << kept.bits).fill(-1);
  kept.slots.forEach((slot, column) => {
    columns[slot] = column;
  });
  return { ...kept, columns };
};

/**
 * Slots by how many texts have them, most first: what is used most then stands together in memory, and learning is
 * several times as quick. Those that fewer than `least` texts have are left out, and of the rest those beyond `most`.
 */
export const slotsByCount = (documents: Uint32Array, least: number, most: number): Uint32Array => {
  const byCount = new Map<number, number>();
  for (const count of documents) if (count >= least) byCount.set(count, (byCount.get(count) ?? 0) + 1);
  let next = 0;
  const places = new Map<number, number>();
  for (const count of [...byCount.keys()].sort((a, b) => b - a)) {
    places.set(count, next);
    next += byCount.get(count) ?? 0;
  }
  const slots = new Uint32Array(next);
  documents.forEach((count, slot) => {
    const place = places.get(count);
    if (place === undefined) return;
    slots[place] = slot;
    places.set(count, place + 1);
  });
  return slots.subarray(0, most);
};

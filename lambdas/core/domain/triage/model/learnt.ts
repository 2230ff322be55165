/** Which texts a model has learnt, so that it is not asked about them when it is compared with another. */
import { digestOf } from './copies.ts';
import type { LearntTexts, Text } from './model.ts';

/** A third of a megabyte at most; of more texts, those with the lowest hashes stand for all. */
const HASHES_MOST = 60_000;
const HASH_END = 2 ** 32;

const hashOf = (digest: number): number => digest % HASH_END;

/** By the digests of the texts. */
export const learntFrom = (digests: Float64Array): LearntTexts => {
  const hashes = Uint32Array.from(new Set(digests.map(hashOf))).sort();
  if (hashes.length <= HASHES_MOST) return { hashes, until: HASH_END };
  return { hashes: hashes.slice(0, HASHES_MOST), until: hashes[HASHES_MOST] ?? HASH_END };
};

/** Those that it has surely not learnt, nor any with the same words; one of 50,000 is left out by mistake. */
export const notLearnt = <T extends Text>(
  { hashes, until }: LearntTexts,
  texts: readonly T[],
): readonly T[] => {
  const known = new Set(hashes);
  return texts.filter((text) => {
    const hash = hashOf(digestOf(text));
    return hash < until && !known.has(hash);
  });
};

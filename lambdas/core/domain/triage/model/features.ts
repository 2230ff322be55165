/** A text as features: its words, pairs of words, and the pieces of words that survive endings, typos and languages. */
import type { Text } from './model.ts';

/** Longer texts are read up to here, so that a pasted book costs no more than a long mail. */
const SUBJECT_MOST = 500;
const BODY_MOST = 6_000;
const WORD_MOST = 40;
const SHORTEST = 2;
const LONGEST = 5;

/** A word as it is read: in small letters, between spaces, which mark where it begins and ends. */
export interface Word {
  readonly text: string;
  /** 1, or more in the subject. */
  readonly weight: number;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

const wordsIn = (text: string, most: number): readonly string[] =>
  text
    .slice(0, most)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(WORD)
    ?.map((word) => word.slice(0, WORD_MOST)) ?? [];

/** The words of a text in their order; those of the subject count more, for it was written to say what it is about. */
export const wordsOf = ({ subject, body }: Text): readonly Word[] => [
  ...wordsIn(subject, SUBJECT_MOST).map((text) => ({ text, weight: 2 })),
  ...wordsIn(body, BODY_MOST).map((text) => ({ text, weight: 1 })),
];

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, over UTF-16 units. */
const PRIME = 0x01000193;
const WORD_SEED = 0x811c9dc5;
const PAIR_SEED = 0x2b1d4f63;
const PIECE_SEED = 0x5f356495;

/** The last step of MurmurHash3: every bit of the hash then depends on every bit of the word. */
const spread = (hash: number, bits: number): number => {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  return mixed >>> (32 - bits);
};

const hashOf = (text: string, seed: number): number => {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash;
};

/** Calls `emit` with the slot of each feature that begins with this word; `next` is the word after it, or null. */
export const eachFeature = (
  word: string,
  next: string | null,
  bits: number,
  emit: (slot: number) => void,
): void => {
  const own = hashOf(word, WORD_SEED);
  emit(spread(own, bits));
  if (next !== null) emit(spread(hashOf(next, Math.imul(own ^ PAIR_SEED, PRIME)), bits));
  const padded = ` ${word} `;
  for (let start = 0; start < padded.length - 1; start += 1) {
    let hash = PIECE_SEED;
    const end = Math.min(padded.length, start + LONGEST);
    for (let at = start; at < end; at += 1) {
      hash = Math.imul(hash ^ padded.charCodeAt(at), PRIME);
      if (at - start + 1 >= SHORTEST) emit(spread(hash, bits));
    }
  }
};

/** A text as features: its words, pairs of words, and the pieces of words that survive endings, typos and languages. */
import type { Text } from './model.ts';

/** A subject that is longer is no subject. */
const SUBJECT_MOST = 500;

/** A mark in a text, such as a word or "?!"; `weight` 1, or more in the subject. */
export interface Word {
  readonly text: string;
  readonly weight: number;
}

/**
 * A word, or what stands between words: "?", "://", "::" tell much. Languages without spaces come in runs of 40, and
 * their pieces say the rest.
 */
const WORD = /[\p{L}\p{M}\p{N}]{1,40}|[^\p{L}\p{M}\p{N}\s]{1,40}/gu;

const SUBJECT_WEIGHT = 2;

const wordsIn = (text: string, most: number): readonly string[] =>
  text.slice(0, most).normalize('NFKC').toLowerCase().replaceAll('ё', 'е').match(WORD) ?? [];

/**
 * The words of a text in their order, of the body only as far as `reach` characters. Those of the subject count more,
 * for it was written to say what it is about.
 */
export const wordsOf = ({ subject, body }: Text, reach: number): readonly Word[] => [
  ...wordsIn(subject, SUBJECT_MOST).map((text) => ({ text, weight: SUBJECT_WEIGHT })),
  ...wordsIn(body, reach).map((text) => ({ text, weight: 1 })),
];

/** Kinds of features; each kind has the same say in a text, however many of its features there are. */
export const BLOCKS = 3;
const WORDS = 0;
const PAIRS = 1;
const PIECES = 2;

const SHORTEST_PIECE = 2;
const LONGEST_PIECE = 5;

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over UTF-16 units, from a beginning of its own for each kind. */
const PRIME = 0x01000193;
const WORD_SEED = 0x811c9dc5;
const PAIR_SEED = 0x2b1d4f63;
const PIECE_SEED = 0x5f356495;

/** The last step of MurmurHash3: every bit of the slot depends on every letter. */
const slotOf = (hash: number, bits: number): number => {
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

/**
 * The features of one text, each once, in memory that is used again for the next: `entries` are slots with their block
 * above `BLOCK_AT`, `amounts` by slot how much of each there is.
 */
export interface Count {
  readonly bits: number;
  readonly amounts: Float32Array;
  entries: Uint32Array;
  size: number;
}

export const BLOCK_AT = 28;
export const SLOT_MASK = (1 << BLOCK_AT) - 1;

export const noCount = (bits: number): Count => ({
  bits,
  amounts: new Float32Array(1 << bits),
  entries: new Uint32Array(4_096),
  size: 0,
});

const add = (count: Count, hash: number, block: number, weight: number): void => {
  const slot = slotOf(hash, count.bits);
  const amount = count.amounts[slot] ?? 0;
  count.amounts[slot] = amount + weight;
  if (amount > 0) return;
  if (count.size === count.entries.length) {
    const larger = new Uint32Array(count.entries.length * 2);
    larger.set(count.entries);
    count.entries = larger;
  }
  count.entries[count.size] = slot | (block << BLOCK_AT);
  count.size += 1;
};

/** Forgets the text before. */
export const clearCount = (count: Count): void => {
  for (let at = 0; at < count.size; at += 1) count.amounts[(count.entries[at] ?? 0) & SLOT_MASK] = 0;
  count.size = 0;
};

/** Adds what one word says: itself, itself with the word behind it, and its pieces. */
export const countWord = (count: Count, { text, weight }: Word, next: string | null): void => {
  const own = hashOf(text, WORD_SEED);
  add(count, own, WORDS, weight);
  if (next !== null) add(count, hashOf(next, Math.imul(own ^ PAIR_SEED, PRIME)), PAIRS, weight);
  const padded = ` ${text} `;
  for (let start = 0; start <= padded.length - SHORTEST_PIECE; start += 1) {
    let hash = Math.imul(PIECE_SEED ^ padded.charCodeAt(start), PRIME);
    const end = Math.min(padded.length, start + LONGEST_PIECE);
    for (let at = start + 1; at < end; at += 1) {
      hash = Math.imul(hash ^ padded.charCodeAt(at), PRIME);
      add(count, hash, PIECES, weight);
    }
  }
};

/** The features of a whole text, in place of those that were there. */
export const countText = (count: Count, words: readonly Word[]): void => {
  clearCount(count);
  words.forEach((word, at) => {
    countWord(count, word, words[at + 1]?.text ?? null);
  });
};

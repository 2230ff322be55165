/** The examples as a learner needs them: rows of numbers, and how often each feature is there. */
import { type Counter, counterOf, countFeatures, type Rows, rarityOf, writeRow } from './bag.ts';
import { wordsOf } from './features.ts';
import type { Text } from './model.ts';
import { slotsByCount, vocabularyOf } from './vocabulary.ts';

/** Features find their places in a table: two million places for many texts, and not fewer than 16,000. */
const BITS_MOST = 21;
const BITS_LEAST = 14;
/** A character begins about so many features that no other text has. */
const PLACES_PER_CHARACTER = 4;

/** A body is read so far at most, wherever its ticket comes from. */
const REACH_MOST = 6_000;

/** So many characters of bodies are learnt from in all, which keeps learning below a minute and a gigabyte. */
const CHARACTERS_MOST = 24_000_000;
const REACH_LEAST = 100;

/** What only one text of very many has, tells nothing of others. */
const FEW_TEXTS = 5_000;
const COLUMNS_MOST = 600_000;

export interface Corpus {
  readonly bits: number;
  readonly rows: Rows;
  /** How far bodies were read. */
  readonly reach: number;
  /** Columns from the most frequent feature to the rarest; their slots, their rarity, and how many texts have them. */
  readonly slots: Uint32Array;
  readonly rarity: Uint8Array;
  readonly documents: Uint32Array;
}

/** The farthest reach under which all bodies together are not too much. */
const reachOf = (texts: readonly Text[]): number => {
  let reach = REACH_MOST;
  const read = (): number => texts.reduce((sum, { body }) => sum + Math.min(body.length, reach), 0);
  while (reach > REACH_LEAST && read() > CHARACTERS_MOST) reach = Math.floor(reach * 0.9);
  return reach;
};

const bitsFor = (texts: readonly Text[], reach: number): number => {
  const characters = texts.reduce(
    (sum, { subject, body }) => sum + subject.length + Math.min(body.length, reach),
    0,
  );
  const wanted = Math.ceil(Math.log2(1 + characters * PLACES_PER_CHARACTER));
  return Math.max(BITS_LEAST, Math.min(BITS_MOST, wanted));
};

const countAll = (texts: readonly Text[], reach: number, counter: Counter) => {
  const documents = new Uint32Array(counter.amounts.length);
  let entries = 0;
  for (const text of texts) {
    countFeatures(counter, wordsOf(text, reach));
    const { count, slots } = counter.distinct;
    entries += count;
    for (let at = 0; at < count; at += 1) {
      const slot = slots[at] ?? 0;
      documents[slot] = (documents[slot] ?? 0) + 1;
    }
  }
  return { documents, entries };
};

export const corpusOf = (texts: readonly Text[]): Corpus => {
  const reach = reachOf(texts);
  const bits = bitsFor(texts, reach);
  const counter = counterOf(bits);
  const { documents, entries } = countAll(texts, reach, counter);
  const slots = slotsByCount(documents, texts.length < FEW_TEXTS ? 1 : 2, COLUMNS_MOST);
  const own = Uint32Array.from(slots, (slot) => documents[slot] ?? 0);
  const rarity = Uint8Array.from(own, (count) => rarityOf(texts.length, count));
  const vocabulary = vocabularyOf(bits, slots, rarity);
  const starts = new Uint32Array(texts.length + 1);
  // As large as they can become; what is not written to takes no memory.
  const columns = new Uint32Array(entries);
  const values = new Float32Array(entries);
  let end = 0;
  texts.forEach((text, at) => {
    countFeatures(counter, wordsOf(text, reach));
    end = writeRow(counter, vocabulary, columns, values, end);
    starts[at + 1] = end;
  });
  return { bits, rows: { starts, columns, values }, reach, slots, rarity, documents: own };
};

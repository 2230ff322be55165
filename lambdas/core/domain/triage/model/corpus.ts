/** The examples as a learner needs them: rows of numbers, and how often each feature is there. */
import { finishRow, type Rows, rarityOf, writeCount } from './bag.ts';
import { chanceOf } from './chance.ts';
import { countText, noCount, SLOT_MASK, wordsOf } from './features.ts';
import type { Text, Vocabulary } from './model.ts';
import { slotsByCount, vocabularyOf } from './vocabulary.ts';

/** Features find their places in a table: two million places for many texts, and not fewer than 16,000. */
const BITS_MOST = 21;
const BITS_LEAST = 14;
/** A character begins about so many features that no other text has. */
const PLACES_PER_CHARACTER = 4;

/** A body is read so far at most, wherever its ticket comes from. */
const REACH_MOST = 6_000;

/** So many characters of bodies are learnt from in all, which keeps learning below a minute and a gigabyte. */
const CHARACTERS_MOST = 18_000_000;
const REACH_LEAST = 100;

/** What only one text of very many has, tells nothing of others. */
const MANY_TEXTS = 20_000;
const COLUMNS_MOST = 500_000;

/** Weights that are in memory at once; more classes leave fewer features. */
const WEIGHTS_MOST = 40_000_000;

/**
 * Words, pairs of them, and pieces: by default each kind says the same. In few texts hardly a word comes twice in the same
 * form, but its pieces do (measured, ADR 17). The squares of both add up to 3.
 */
const FEW_TEXTS = 1_000;
const BALANCE = [1, 1, 1];
const BALANCE_OF_FEW = [0.75, 0.75, 1.37];

/** Memory for all entries grows by this factor. */
const GROWTH = 1.4;

export interface Corpus {
  readonly rows: Rows;
  /** A few words of each text, or of some of very many (evidence.ts says what for). */
  readonly fragments: Rows;
  /** How far bodies were read. */
  readonly reach: number;
  /** Columns from the most frequent feature to the rarest. */
  readonly vocabulary: Vocabulary;
  /** How many texts have each column. */
  readonly documents: Uint32Array;
}

/** The farthest reach under which all bodies together are not too much. */
const reachOf = (texts: readonly Text[]): number => {
  let reach = REACH_MOST;
  const read = (): number => texts.reduce((sum, { body }) => sum + Math.min(body.length, reach), 0);
  while (reach > REACH_LEAST && read() > CHARACTERS_MOST) reach = Math.floor(reach * 0.9);
  return reach;
};

const charactersOf = (texts: readonly Text[], reach: number): number =>
  texts.reduce((sum, { subject, body }) => sum + subject.length + Math.min(body.length, reach), 0);

const bitsFor = (characters: number): number =>
  Math.max(BITS_LEAST, Math.min(BITS_MOST, Math.ceil(Math.log2(1 + characters * PLACES_PER_CHARACTER))));

/** Every text's entries, and how many texts have each slot. */
const countAll = (texts: readonly Text[], reach: number, bits: number) => {
  const count = noCount(bits);
  const documents = new Uint32Array(1 << bits);
  const starts = new Uint32Array(texts.length + 1);
  let columns = new Uint32Array(1 << 16);
  let values = new Float32Array(1 << 16);
  texts.forEach((text, row) => {
    countText(count, wordsOf(text, reach));
    const begin = starts[row] ?? 0;
    if (begin + count.size > columns.length) {
      const length = Math.ceil((begin + count.size) * GROWTH);
      const [oldColumns, oldValues] = [columns, values];
      columns = new Uint32Array(length);
      columns.set(oldColumns);
      values = new Float32Array(length);
      values.set(oldValues);
    }
    const end = writeCount(count, columns, values, begin);
    starts[row + 1] = end;
    for (let at = begin; at < end; at += 1) {
      const slot = (columns[at] ?? 0) & SLOT_MASK;
      documents[slot] = (documents[slot] ?? 0) + 1;
    }
  });
  return { documents, starts, columns, values };
};

/** So many texts give a fragment each; they are evidence enough. */
const FRAGMENTS_MOST = 4_000;
const FRAGMENT_WORDS_MOST = 8;
const FRAGMENT_SEED = 7;

/** A few words from somewhere in a text: what people write who say little. Row by row as the texts; most of very many have none. */
const fragmentsOf = (texts: readonly Text[], reach: number, vocabulary: Vocabulary): Rows => {
  const chance = chanceOf(FRAGMENT_SEED);
  const count = noCount(vocabulary.bits);
  const every = Math.ceil(texts.length / FRAGMENTS_MOST);
  const starts = new Uint32Array(texts.length + 1);
  const columns: Uint32Array[] = [];
  const values: Float32Array[] = [];
  texts.forEach((text, row) => {
    const begin = starts[row] ?? 0;
    starts[row + 1] = begin;
    if (row % every !== 0) return;
    const words = wordsOf(text, reach);
    const length = 1 + Math.floor(chance() * FRAGMENT_WORDS_MOST);
    const from = Math.floor(chance() * Math.max(1, words.length - length + 1));
    countText(count, words.slice(from, from + length));
    const own = { columns: new Uint32Array(count.size), values: new Float32Array(count.size) };
    const until = writeCount(count, own.columns, own.values, 0);
    const end = finishRow(vocabulary, own.columns, own.values, 0, until, 0);
    columns.push(own.columns.subarray(0, end));
    values.push(own.values.subarray(0, end));
    starts[row + 1] = begin + end;
  });
  const all = { columns: new Uint32Array(starts.at(-1) ?? 0), values: new Float32Array(starts.at(-1) ?? 0) };
  let at = 0;
  columns.forEach((own, index) => {
    all.columns.set(own, at);
    all.values.set(values[index] ?? [], at);
    at += own.length;
  });
  return { starts, ...all };
};

/** `width` is how many weights each column will have. */
export const corpusOf = (texts: readonly Text[], width: number): Corpus => {
  const reach = reachOf(texts);
  const bits = bitsFor(charactersOf(texts, reach));
  const { documents, starts, columns, values } = countAll(texts, reach, bits);
  const most = Math.min(COLUMNS_MOST, Math.floor(WEIGHTS_MOST / Math.max(1, width)));
  const slots = slotsByCount(documents, texts.length < MANY_TEXTS ? 1 : 2, most);
  const own = slots.map((slot) => documents[slot] ?? 0);
  const vocabulary = vocabularyOf({
    bits,
    slots,
    rarity: Uint8Array.from(own, (count) => rarityOf(texts.length, count)),
    novelty: rarityOf(texts.length, 1),
    balance: texts.length < FEW_TEXTS ? BALANCE_OF_FEW : BALANCE,
  });
  let end = 0;
  for (let row = 0; row < texts.length; row += 1) {
    const from = starts[row] ?? 0;
    starts[row] = end;
    end = finishRow(vocabulary, columns, values, from, starts[row + 1] ?? 0, end);
  }
  starts[texts.length] = end;
  const fragments = fragmentsOf(texts, reach, vocabulary);
  return { rows: { starts, columns, values }, fragments, reach, vocabulary, documents: own };
};

/** Phrases of the desk's rules, and where they stand in a text: word by word (ADR 22). */
import { fold } from '../search/tokens.ts';

/** One word of a phrase. */
interface Sought {
  /** In the spelling of `fold`, with the marks that make it another word: "c++", ".net". */
  readonly word: string;
  /** Whatever begins so is meant, too. */
  readonly isBeginning: boolean;
  /** As many others may stand between it and the next. */
  readonly apart: number;
}

/** A phrase as it was read: "charged * twice" is two words that up to three others may hold apart. */
export type Phrase = readonly Sought[];

/** From one word of a text to before the other. */
type Stretch = readonly [from: number, to: number];

/** What a `*` on its own stands for, at most. */
const APART = 3;

/**
 * A run of letters and digits, with what makes it another word: the dot of ".NET" (not of "ASP.NET"), the marks of "C++" and
 * "C#" (not of "A+B").
 */
const WORD = /(?:(?<![\p{L}\p{N}.])\.)?([\p{L}\p{N}]+)(?:[+#]+(?![+#\p{L}]))?/gu;

/** "double-charge*" is two words, the last of which goes on. */
export const phraseOf = (text: string): Phrase => {
  const phrase: Sought[] = [];
  for (const part of text.split(/\s+/u)) {
    const last = phrase.at(-1);
    if (part === '*' && last !== undefined)
      phrase[phrase.length - 1] = { ...last, apart: last.apart + APART };
    const words = [...fold(part).matchAll(WORD)];
    for (const [at, [word]] of words.entries())
      phrase.push({ word, isBeginning: at === words.length - 1 && part.endsWith('*'), apart: 0 });
  }
  return phrase;
};

/** A text as phrases are sought in it. */
export interface WordedText {
  /** Its runs of letters and digits in the spelling of `fold`, with one space before, between and behind them. */
  readonly spaced: string;
  /** Where each word begins in `spaced`, at the space before it; one more for the end. */
  readonly starts: readonly number[];
  /** The numbers of the words that are this one, in their order. */
  readonly placesOf: (sought: Sought) => readonly number[];
}

/** Of words in the order of their UTF-16 units, the first that is not before the sought one. */
const firstFrom = (sorted: readonly string[], sought: string): number => {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? '') < sought) from = middle + 1;
    else to = middle;
  }
  return from;
};

/** By beginning, the places of all words that begin so, in their order; each is looked up once. */
const byBeginning = (places: ReadonlyMap<string, readonly number[]>) => {
  const found = new Map<string, readonly number[]>();
  let sorted: readonly string[] | undefined;
  return (beginning: string): readonly number[] => {
    const known = found.get(beginning);
    if (known !== undefined) return known;
    sorted ??= [...places.keys()].toSorted();
    const first = firstFrom(sorted, beginning);
    let end = first;
    while (sorted[end]?.startsWith(beginning) === true) end += 1;
    const all = new Set(sorted.slice(first, end).flatMap((word) => places.get(word) ?? []));
    const inOrder = [...all].toSorted((one, other) => one - other);
    found.set(beginning, inOrder);
    return inOrder;
  };
};

export const wordedText = (text: string): WordedText => {
  const places = new Map<string, number[]>();
  const words: string[] = [];
  const starts = [0];
  const stands = (word: string): void => {
    const known = places.get(word);
    if (known === undefined) places.set(word, [words.length]);
    else known.push(words.length);
  };
  for (const [marked, word = ''] of fold(text).matchAll(WORD)) {
    stands(word);
    if (marked !== word) stands(marked);
    words.push(word);
    starts.push((starts.at(-1) ?? 0) + word.length + 1);
  }
  const beginningSo = byBeginning(places);
  return {
    spaced: ` ${words.join(' ')} `,
    starts,
    placesOf: ({ word, isBeginning }) => (isBeginning ? beginningSo(word) : (places.get(word) ?? [])),
  };
};

/**
 * The places of a word, each with the end of what stands behind it. Of two places within reach the later never ends
 * earlier, so the last one counts, and both lists are walked once.
 */
const joined = (places: readonly number[], apart: number, behind: readonly Stretch[]): readonly Stretch[] => {
  const found: Stretch[] = [];
  let last = -1;
  for (const from of places) {
    while ((behind[last + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= from + 1 + apart) last += 1;
    const [begins, to] = behind[last] ?? [from, from];
    if (begins > from) found.push([from, to]);
  }
  return found;
};

/** Where the phrase stands: from each word that it begins with to the farthest at which it can end. */
export const stretchesOf = (phrase: Phrase, { placesOf }: WordedText): readonly Stretch[] =>
  phrase.reduceRight<readonly Stretch[] | null>((behind, sought) => {
    if (behind === null) return placesOf(sought).map((from) => [from, from + 1]);
    return behind.length === 0 ? behind : joined(placesOf(sought), sought.apart, behind);
  }, null) ?? [];

/** The stems of a text: what is written into the index and what is looked up in it come from the same place. */
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as russian } from '@orama/stemmers/russian';
import { isStopWord } from './stop-words.ts';
import { type Token, tokensIn } from './tokens.ts';

/** The stemmer takes the `t` of "connection" with the ending, which Porter's step 4 leaves: "connect" would be another word. */
const englishStem = (word: string): string => {
  const stem = english(word);
  const letter = word.startsWith(stem) ? /^([st])ions?$/.exec(word.slice(stem.length))?.[1] : undefined;
  return `${stem}${letter ?? ''}`;
};

/** Nouns that Snowball takes for verbs by their last letters: another of their forms has the stem of all (печать, печати). */
const NOUN_LIKE_VERB = /(?<=печат|памят|кроват|пис)ь$/;

/** A vowel that comes and goes before the last к: ошибка and ошибок, настройка and настроек, список and списки. */
const FLEETING = /(?<=..)[оейь](?=к$)/;

const russianStem = (word: string): string =>
  word === 'писем' ? russian('письмо') : russian(word.replace(NOUN_LIKE_VERB, 'и')).replace(FLEETING, '');

/** The script says which language's endings go, so that a word has one stem wherever it stands. */
export const stemOf = (word: string): string => {
  if (/^[а-я]+$/u.test(word)) return russianStem(word) || word;
  return /^[a-z]+$/u.test(word) ? englishStem(word) || word : word;
};

/** A stem of a text, with how well it tells this text from others: 1 to 5. */
export interface Term {
  readonly stem: string;
  readonly weight: number;
}

/** Longer texts are read up to here. */
const TEXT_MOST = 20_000;
const LONG_WORD = 7;

const wordStem = (word: string): readonly string[] => (isStopWord(word) ? [] : [stemOf(word)]);

/** A part of a code that is itself one (the domain of an address) is kept as it is. */
const partStem = (part: string): readonly string[] => (part.includes('.') ? [part] : wordStem(part));

/** All of these must stand in a ticket that a search for the text finds. */
export const soughtStems = (text: string): readonly string[] => [
  ...new Set(tokensIn(text).flatMap((token) => (token.isCode ? [token.text] : wordStem(token.text)))),
];

const foundBy = (token: Token): readonly string[] =>
  token.isCode ? [token.text, ...token.parts.flatMap(partStem)] : wordStem(token.text);

/** All stems by which the text is found, in the order of their first place. */
export const indexedStems = (text: string): readonly string[] => [
  ...new Set(tokensIn(text.slice(0, TEXT_MOST)).flatMap(foundBy)),
];

interface Seen {
  readonly token: Token;
  readonly count: number;
}

/** Codes tell most, then what is said again, then long words: nobody knows yet how rare a word will be. */
const weightOf = (stem: string, { token, count }: Seen): number =>
  1 + (/\p{N}/u.test(stem) ? 2 : 0) + (count > 1 ? 1 : 0) + (token.text.length >= LONG_WORD ? 1 : 0);

/** The `most` that tell most of a text, each once; of equals the earlier. */
export const tellingTerms = (text: string, most: number): readonly Term[] => {
  const seen = new Map<string, Seen>();
  for (const token of tokensIn(text.slice(0, TEXT_MOST)))
    for (const stem of foundBy(token))
      seen.set(stem, { token: seen.get(stem)?.token ?? token, count: (seen.get(stem)?.count ?? 0) + 1 });
  return [...seen]
    .map(([stem, how]) => ({ stem, weight: weightOf(stem, how) }))
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, most);
};

/** By stem, the word as it first stood in the text, for people to read. */
export const wordsByStem = (text: string): ReadonlyMap<string, string> => {
  const words = new Map<string, string>();
  for (const { text: word, isCode } of tokensIn(text.slice(0, TEXT_MOST))) {
    const stem = isCode ? word : stemOf(word);
    if (!words.has(stem)) words.set(stem, word);
  }
  return words;
};

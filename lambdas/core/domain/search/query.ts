/** What is looked for when words are: stems that a ticket must all have, beginnings of words, and phrases. */
import { soughtStems } from './stems.ts';
import { fold, runsOf } from './tokens.ts';

/** A word that may be longer than it was typed. */
export interface Beginning {
  /** In the spelling of `fold`. */
  readonly text: string;
  /** What the word would be if it were whole; null: only what begins so was asked for (`inv*`). */
  readonly stem: string | null;
}

export interface WordQuery {
  /** Each must be there. */
  readonly stems: readonly string[];
  readonly beginnings: readonly Beginning[];
  /** Runs of letters and digits that must stand one after the other in the subject or in one comment. */
  readonly phrases: readonly (readonly string[])[];
}

/** A query of 300 characters may hold a hundred words; each is a list to read. The longest are looked up. */
export const MOST_STEMS = 12;
const MOST_BEGINNINGS = 3;
const SHORTEST_BEGINNING = 3;

const QUOTED = /"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“]*)“/gu;

const isLong = (text: string): boolean => text.length >= SHORTEST_BEGINNING;

const isStarred = (word: string): boolean => /^[^*]+\*$/u.test(word);

/** Of a word with marks around it what can begin a stem: from its first letter to its last, and the joiner behind that. */
const BEGINNING = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?[-._@+]?/u;

/** The last word is as long as somebody has typed; a code is sought as it stands. */
const beginningOf = (word: string, isLast: boolean): Beginning | null => {
  const starred = isStarred(word);
  const folded = fold(word);
  const [run, ...more] = runsOf(folded);
  if (run === undefined || (!starred && (more.length > 0 || !isLast))) return null;
  const text = starred ? (BEGINNING.exec(folded)?.[0] ?? '') : run;
  if (!isLong(text)) return null;
  if (starred) return { text, stem: null };
  const [stem] = soughtStems(text);
  return stem === undefined ? null : { text, stem };
};

/** The words that stand in no quotation marks. */
const bareWords = (text: string): readonly string[] => text.replace(QUOTED, ' ').match(/\S+/gu) ?? [];

/** Nothing to look up is left of a query of stop words alone: it finds nothing. */
export const parseWords = (text: string): WordQuery => {
  const quoted = [...text.matchAll(QUOTED)].map(
    (found) => found.slice(1).find((one) => one !== undefined) ?? '',
  );
  const phrases = quoted.map((one) => runsOf(fold(one))).filter((runs) => runs.length > 0);
  const words = bareWords(text);
  const stems = new Set(quoted.flatMap(soughtStems));
  const beginnings: Beginning[] = [];
  for (const [at, word] of words.entries()) {
    const beginning = beginningOf(word, at === words.length - 1);
    if (beginning === null || beginnings.length === MOST_BEGINNINGS)
      for (const stem of soughtStems(word)) stems.add(stem);
    else beginnings.push(beginning);
  }
  const longest = [...stems].toSorted((one, other) => other.length - one.length).slice(0, MOST_STEMS);
  return { stems: longest, beginnings, phrases };
};

/** Why a query would find nothing whatever tickets there are, as a sentence for whoever typed it; null: it may find some. */
export const whyNothing = (text: string): string | null => {
  const short = bareWords(text).find((word) => isStarred(word) && beginningOf(word, false) === null);
  if (short !== undefined) return `"${short}" needs at least three letters or digits before its *.`;
  const { stems, beginnings } = parseWords(text);
  if (stems.length + beginnings.length > 0) return null;
  return `There is no word to search for in ${text}: a word has 2 to 64 letters or digits, and is not as common as "the".`;
};

/** Whether all phrases stand in one or another of the texts. */
export const hasPhrases = (phrases: WordQuery['phrases'], texts: readonly string[]): boolean => {
  const plain = texts.map((text) => ` ${runsOf(fold(text)).join(' ')} `);
  return phrases.every((phrase) => plain.some((text) => text.includes(` ${phrase.join(' ')} `)));
};

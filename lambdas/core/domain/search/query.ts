/** What is looked for when words are: stems that a ticket must all have, beginnings of words, and phrases. */
import { soughtStems, stemOf } from './stems.ts';
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

/** The last word is as long as somebody has typed; a code is sought as it stands. */
const beginningOf = (word: string, isLast: boolean): Beginning | null => {
  const starred = /^[^*]+\*$/u.test(word);
  const text = fold(starred ? word.slice(0, -1) : word);
  const [run, ...more] = runsOf(text);
  if (run === undefined || !isLong(text) || (!starred && (more.length > 0 || !isLast))) return null;
  const [stem, ...others] = soughtStems(text);
  if (!starred && (stem === undefined || others.length > 0)) return null;
  return { text, stem: starred ? null : (stem ?? stemOf(run)) };
};

/** Nothing to look up is left of a query of stop words alone: it finds nothing. */
export const parseWords = (text: string): WordQuery => {
  const quoted = [...text.matchAll(QUOTED)].map(
    (found) => found.slice(1).find((one) => one !== undefined) ?? '',
  );
  const phrases = quoted.map((one) => runsOf(fold(one))).filter((runs) => runs.length > 0);
  const bare = text.replace(QUOTED, ' ').trim();
  const words = bare === '' ? [] : bare.split(/\s+/u);
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

/** Whether all phrases stand in one or another of the texts. */
export const hasPhrases = (phrases: WordQuery['phrases'], texts: readonly string[]): boolean => {
  const plain = texts.map((text) => ` ${runsOf(fold(text)).join(' ')} `);
  return phrases.every((phrase) => plain.some((text) => text.includes(` ${phrase.join(' ')} `)));
};

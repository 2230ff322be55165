/** Whether a sentence tells what somebody does with a program: "I opened the report and clicked Print". */

import { lowered } from '../text.ts';
import {
  DOING_NOUNS,
  LEAD,
  NEEDS_BEHIND,
  NO_NOUN_OBJECT,
  NO_OBJECT,
  NO_ORDER,
  SELF,
  TRIED_WITH_PEOPLE,
  TRYING,
  WHENEVER,
} from './beside-doing.ts';
import { DOING, type Doing } from './doing-words.ts';

interface Word {
  readonly word: string;
  /** A clause begins with it: nothing, or a comma, dash, colon or the like stands before it. */
  readonly begins: boolean;
  /** Null: it does nothing, or is said not to. */
  readonly doing: Doing | null;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}-]*(?:['’]\p{L}+)?/gu;
const BREAK = /[^\s"'«»“”*_]/u;
const NOT = new Set(['не', 'not', "don't", "can't", 'cannot', 'never', "didn't", "couldn't", "doesn't"]);
const ARTICLES = new Set(['a', 'an', 'the', 'my', 'another', 'new', 'новое', 'новую', 'новый']);

/** The words of a sentence, and which of them do something. */
export const wordsOf = (sentence: string): readonly Word[] => {
  const lower = lowered(sentence).replaceAll('’', "'");
  const matches = [...lower.matchAll(WORD)];
  return matches.map((match, at) => {
    const before = matches[at - 1];
    const gap = lower.slice(before === undefined ? 0 : before.index + before[0].length, match.index);
    const behind = matches[at + 1]?.[0] ?? '';
    const object = ARTICLES.has(behind) ? (matches[at + 2]?.[0] ?? '') : behind;
    const needed = NEEDS_BEHIND.get(match[0]);
    const isDone =
      !NO_OBJECT.has(object) && !NOT.has(before?.[0] ?? '') && (needed === undefined || needed.has(behind));
    return {
      word: match[0],
      begins: before === undefined || BREAK.test(gap),
      doing: isDone ? (DOING.get(match[0]) ?? null) : null,
    };
  });
};

/** What stands before a word in its clause, as far as it only leads up to it; `begins` when that is all of the clause. */
const leadTo = (
  words: readonly Word[],
  at: number,
): { readonly begins: boolean; readonly bySelf: boolean; readonly whenever: boolean } => {
  let bySelf = false;
  let whenever = false;
  let index = at;
  while (index > 0 && words[index]?.begins !== true) {
    const before = words[index - 1]?.word ?? '';
    if (SELF.has(before)) bySelf = true;
    if (WHENEVER.has(before)) whenever = true;
    if (!SELF.has(before) && !WHENEVER.has(before) && !LEAD.has(before))
      return { begins: false, bySelf, whenever };
    index -= 1;
  }
  return { begins: true, bySelf, whenever };
};

const tries = ({ word }: Word, at: number, words: readonly Word[]): boolean => {
  const tongue = TRYING.get(word);
  if (tongue === undefined) return false;
  const next = tongue === 'en' ? at + 2 : at + 1;
  if (tongue === 'en' && (words[at + 1]?.word !== 'to' || !leadTo(words, at).bySelf)) return false;
  const tried = words[next]?.word ?? '';
  return tried !== '' && !TRIED_WITH_PEOPLE.has(tried) && (tongue === 'en' || /(?:ть|ти|ться)$/u.test(tried));
};

/** «при открытии файла». */
const doesAt = ({ word, begins }: Word, at: number, words: readonly Word[]): boolean => {
  if (begins || words[at - 1]?.word !== 'при' || !DOING_NOUNS.has(word)) return false;
  const object = words[at + 1];
  return object !== undefined && !object.begins && !NO_NOUN_OBJECT.has(object.word);
};

/** What one word says on its own, where it stands. */
const saysOf = ({ doing }: Word, at: number, words: readonly Word[]): boolean => {
  if (doing === null) return false;
  const { begins, bySelf, whenever } = leadTo(words, at);
  const isStrong = doing.weight !== 'weak';
  switch (doing.form) {
    case 'self':
      return isStrong;
    case 'gerund':
      return whenever || (isStrong && (bySelf || (begins && at === 0)));
    case 'infinitive':
      return whenever;
    case 'past':
      if (bySelf) return isStrong || whenever;
      // Russian leaves "I" away; an Englishman who does is believed from the second thing on.
      return /[а-я]/u.test(words[at]?.word ?? '') && (whenever || (isStrong && begins && at < 4));
    case 'base':
      return bySelf && (isStrong || whenever);
    case 'order':
      return false;
  }
};

const joins = new Set(['and', 'then', 'и', 'затем', 'потом']);

/** Ordered, or told without saying who: it begins its clause, or goes on with it. */
const isInTurn = ({ doing }: Word, at: number, words: readonly Word[]): boolean => {
  if (doing === null) return false;
  if (doing.form === 'base' && NO_ORDER.has(words[at + 1]?.word ?? '')) return false;
  return leadTo(words, at).begins || joins.has(words[at - 1]?.word ?? '');
};

/** Two things done in turn, one of which only people do. */
const saysTogether = (words: readonly Word[]): boolean => {
  const inTurn = words
    .filter(isInTurn)
    .flatMap(({ word, doing }) => (doing === null ? [] : [{ word, doing }]));
  const done = words.flatMap(({ doing }) => (doing?.form === 'past' ? [doing] : []));
  const selves = words.filter(({ doing }) => doing?.form === 'self');
  const isByPeople = (all: readonly Doing[]): boolean =>
    all.length > 1 && all.some(({ weight }) => weight === 'human');
  const isBySelf = words.some((word, at) => word.doing?.form === 'past' && leadTo(words, at).bySelf);
  return (
    isByPeople(done) ||
    (isBySelf && done.length > 1) ||
    selves.length > 1 ||
    isByPeople(inTurn.map(({ doing }) => doing)) ||
    (inTurn.length > 1 && inTurn[0]?.word === 'go')
  );
};

/** By itself: «Click Save and it crashes». */
const CLICKS = /^(?:(?:double|right)-?)?(?:click|tap)/u;

const NAMED = new Set([...DOING.keys(), ...TRYING.keys(), ...DOING_NOUNS]);
const BETWEEN_WORDS = /[^a-zа-я'-]+/u;

/** Whether any word of a text that `lowered` has lowered can be of something done: reading it closely costs more. */
export const mayTellDoing = (lower: string): boolean =>
  lower.split(BETWEEN_WORDS).some((word) => NAMED.has(word));

export const tellsDoing = (sentence: string): boolean => {
  const words = wordsOf(sentence);
  return (
    words.some((word, at) => saysOf(word, at, words) || tries(word, at, words) || doesAt(word, at, words)) ||
    (words[0]?.doing != null && CLICKS.test(words[0].word)) ||
    saysTogether(words)
  );
};

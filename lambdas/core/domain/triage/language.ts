/** In which language a person wrote, or what was known before where the text is too short to tell (ADR 22). */
import { languageOf } from '../people/language.ts';
import type { Locale } from '../ticket/words.ts';
import { isPlainEnglish } from './plain-english.ts';
import { proseOf, withoutLatin } from './prose.ts';
import type { Judged } from './triage.ts';

/** `scores` by ISO 639-1 code, 0 to 1; they are no probabilities. */
export interface Detected {
  readonly language: string;
  readonly isReliable: boolean;
  readonly scores: Readonly<Record<string, number>>;
}

/** What a detector says of a text; null: nothing. */
export type Detect = (text: string) => Detected | null;

type Script = 'cyrillic' | 'latin' | 'other' | 'mixed';

/** So much of a text tells its language. */
const TEXT_MOST = 2_000;
const LETTERS_LEAST = 25;

/** Nobody whose language is written in Latin letters writes two words of Cyrillic; names and codes are Latin everywhere. */
const CYRILLIC_LEAST = 10;

/** A text is of a script when so much of it is; Russian is full of Latin names of products. */
const CYRILLIC_SHARE = 0.7;
const LATIN_SHARE = 0.9;

/** By how much another language must beat the known one; those of Cyrillic share most of their pieces. */
const MARGINS: Readonly<Record<Script, number>> = { latin: 0.12, cyrillic: 0.01, other: 0, mixed: 1 };

const CYRILLIC_LANGUAGES: ReadonlySet<string> = new Set([
  ...['be', 'bg', 'kk', 'ky', 'mk', 'mn', 'ru', 'sr', 'tg', 'uk'],
]);

const scriptOf = (language: string): Script => {
  if (CYRILLIC_LANGUAGES.has(language)) return 'cyrillic';
  return ['ar', 'fa', 'he', 'hi', 'ja', 'ko', 'zh', 'th', 'el', 'ka', 'hy'].includes(language)
    ? 'other'
    : 'latin';
};

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0;

const lettersOf = (text: string) => {
  const all = count(text, /\p{L}/gu);
  const cyrillic = count(text, /\p{Script=Cyrillic}/gu);
  const latin = count(text, /\p{Script=Latin}/gu);
  const other = all - cyrillic - latin;
  const script = ((): Script => {
    if (cyrillic >= all * CYRILLIC_SHARE) return 'cyrillic';
    if (latin >= all * LATIN_SHARE) return 'latin';
    return other > all / 2 ? 'other' : 'mixed';
  })();
  return { all, cyrillic, script };
};

const kept = (value: Locale, why: string): Judged<Locale> => ({ value, confidence: 0.6, reason: why });

const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN_WORD = /(?<![\p{L}\p{N}])\p{Ll}\p{Script=Latin}*/gu;
const CYRILLIC_WORD = /\p{Script=Cyrillic}+/gu;

/** Names of products, menus and buttons are capital; a sentence in Latin letters has some words that are not. */
const SMALL_WORDS_LEAST = 3;
const isSentence = (prose: string): boolean => count(prose, LATIN_WORD) >= SMALL_WORDS_LEAST;

/** As many paragraphs from the first on as it takes to tell: disclaimers and signatures stand below. */
const openingOf = (prose: string): string => {
  let opening = '';
  for (const paragraph of prose.split(/\n\s*\n/)) {
    opening += `${paragraph}\n`;
    if (count(opening, /\p{L}/gu) >= LETTERS_LEAST) break;
  }
  return opening;
};

/**
 * Somebody who writes in Cyrillic letters, however much that is Latin they have pasted or name: the text begins so, and
 * goes on so.
 */
const writesCyrillic = (prose: string): boolean => {
  if (count(prose, /\p{Script=Cyrillic}/gu) < CYRILLIC_LEAST) return false;
  const opening = openingOf(prose);
  const [cyrillic, latin] = [count(opening, CYRILLIC_WORD), count(opening, LATIN_WORD)];
  const first = /\p{L}/u.exec(opening)?.[0] ?? '';
  return cyrillic > latin * 2 || (CYRILLIC.test(first) && cyrillic * 3 >= latin);
};

/** Without any accent these may as well be Russian on a Latin keyboard: "ne rabotaet". */
const LATIN_SLAVIC: ReadonlySet<string> = new Set(['bs', 'cs', 'hr', 'sk', 'sl', 'sr']);
const ACCENT = /[\u00c0-\u024f\u1e00-\u1eff]/u;

const isTransliterated = (prose: string, language: string): boolean =>
  LATIN_SLAVIC.has(language) && !ACCENT.test(prose);

/** The beginning of what the text's writer has put into words; of a Russian's, only what is Russian. */
const readOf = (text: string, known: Locale): string => {
  const prose = proseOf(text).slice(0, TEXT_MOST).toWellFormed();
  const isCyrillic = scriptOf(languageOf(known)) !== 'cyrillic' && writesCyrillic(prose);
  return isCyrillic ? withoutLatin(prose) : prose;
};

/** A message of less is a picture or a file with a greeting. */
const WORDLESS_MOST = 4;

/**
 * The text, with what stands above it where that tells more: of a message of no words, and of a short one in Cyrillic
 * letters. A short one in Latin letters tells nothing, whatever is above it.
 */
export const toldBy = (text: string, subject: string): string => {
  // Nearly every message says enough at its beginning; only what begins with a log is read on.
  const enough = proseOf(text.slice(0, TEXT_MOST));
  if (count(enough, /\p{L}/gu) >= LETTERS_LEAST) return text;
  const prose = text.length <= TEXT_MOST ? enough : proseOf(text);
  const letters = count(prose, /\p{L}/gu);
  const isTold = letters >= LETTERS_LEAST || (letters > WORDLESS_MOST && !CYRILLIC.test(prose));
  return isTold ? text : `${text}\n\n${subject}`;
};

/**
 * The language of the text, or `known`. The script has the last word: Russian is not taken for English, however the
 * detector came to it. Labels, logs, code and what is quoted are not read (prose.ts).
 */
export const languageOfText = (text: string, known: Locale, detect: Detect): Judged<Locale> => {
  const plain = readOf(text, known);
  const { all, cyrillic, script } = lettersOf(plain);
  const before = languageOf(known);
  const isForeign = (script === 'cyrillic' || script === 'latin') && scriptOf(before) !== script;
  const byScript: Judged<Locale> | null =
    isForeign && script === 'cyrillic' && cyrillic >= CYRILLIC_LEAST
      ? { value: 'ru', confidence: 0.7, reason: 'The text is in Cyrillic letters.' }
      : null;
  if (script === 'mixed' && all > 0)
    return kept(known, "The text mixes scripts: the requester's language stays.");
  if (all < LETTERS_LEAST)
    return byScript ?? kept(known, "The text is too short to tell: the requester's language stays.");
  if (isForeign && script === 'latin' && !isSentence(plain))
    return kept(known, "The text is names: the requester's language stays.");
  if (isForeign && script === 'latin' && isPlainEnglish(plain))
    return { value: 'en', confidence: 0.9, reason: 'The text is written in "en".' };
  const found = detect(plain);
  if (found === null || !found.isReliable || scriptOf(found.language) !== script)
    return byScript ?? kept(known, "The text leaves it open: the requester's language stays.");
  if (found.language === before)
    return { value: known, confidence: 0.95, reason: `The text is written in "${before}".` };
  if (isForeign && isTransliterated(plain, found.language))
    return kept(known, "The text may be typed in Latin letters: the requester's language stays.");
  const lead = (found.scores[found.language] ?? 0) - (found.scores[before] ?? 0);
  return lead < MARGINS[script]
    ? kept(known, "The text could be in either language: the requester's stays.")
    : { value: found.language, confidence: 0.9, reason: `The text is written in "${found.language}".` };
};

/**
 * The language by the script and plain English, for the mail that acknowledges a ticket before anybody has read it: no
 * detector is loaded for it. `isTheirs`: the known one is not merely the desk's; only then can Latin letters be of a Russian.
 */
export const languageAtFirstSight = (text: string, known: Locale, isTheirs: boolean): Locale => {
  const plain = readOf(text, known);
  const { all, cyrillic, script } = lettersOf(plain);
  const isStrange = !isTheirs && scriptOf(languageOf(known)) !== 'latin';
  const isLatin = script === 'latin' && cyrillic === 0 && all >= LETTERS_LEAST && isSentence(plain);
  return isStrange && isLatin ? 'en' : languageOfText(text, known, () => null).value;
};

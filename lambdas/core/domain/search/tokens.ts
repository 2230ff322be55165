/** What of a text can be searched for: its words in one spelling, and codes such as INV-2041, 5.2.1 or an address as a whole. */

/** A run of letters and digits, or several that a joiner holds together. */
export interface Token {
  /** In the spelling of `fold`. */
  readonly text: string;
  /** A code is sought as a whole; a word by its stem. */
  readonly isCode: boolean;
  /** Of a code: what it also is found by. */
  readonly parts: readonly string[];
}

/** Soft hyphens, zero-width characters (Cf), and marks that stand apart from their letter (Mn). */
const UNSEEN = /\p{Cf}|\p{Mn}/gu;
const ACCENTED_LATIN = /[\u00e0-\u024f]/gu;

/** One spelling for all: lower case, ё as е, Latin letters without accents, full-width forms as plain ones. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll('ß', 'ss')
    .replace(ACCENTED_LATIN, (letter) => letter.normalize('NFD'))
    .replace(UNSEEN, '');

const RUN = /[\p{L}\p{N}]+/gu;
const CHUNK = /[\p{L}\p{N}]+(?:[-._@+][\p{L}\p{N}]+)*/gu;

/** Longer ones are keys, hashes and encoded files, which nobody types. */
const LONGEST = 64;
const SHORTEST_WORD = 2;
/** Of a version's `5.2.1` the single numbers tell nothing. */
const SHORTEST_NUMBER_IN_CODE = 3;

export const runsOf = (folded: string): readonly string[] => folded.match(RUN) ?? [];

const isWord = (run: string): boolean => run.length >= SHORTEST_WORD && run.length <= LONGEST;

const isPart = (run: string): boolean =>
  isWord(run) && (run.length >= SHORTEST_NUMBER_IN_CODE || !/^\p{N}+$/u.test(run));

/** An address is also found by its domain, and by the names before the `@`. */
const partsOf = (code: string): readonly string[] => {
  const at = code.lastIndexOf('@');
  const domain = code.slice(at + 1);
  if (at === -1 || !domain.includes('.')) return runsOf(code).filter(isPart);
  return [...runsOf(code.slice(0, at)).filter(isPart), domain];
};

const tokensOfChunk = (chunk: string): readonly Token[] => {
  const runs = runsOf(chunk);
  const isCode = runs.length > 1 && /[.@\p{N}]/u.test(chunk) && chunk.length <= LONGEST;
  if (isCode) return [{ text: chunk, isCode, parts: partsOf(chunk) }];
  return runs.filter(isWord).map((text) => ({ text, isCode: false, parts: [] }));
};

/** In the order of the text. */
export const tokensIn = (text: string): readonly Token[] =>
  (fold(text).match(CHUNK) ?? []).flatMap(tokensOfChunk);

/** Reading what people wrote: bounded texts, their lines, and where a piece of them stands. */
import type { Attachment } from '../ticket/ticket.ts';
import { BEGINS_HELPLESS, GOES_ON, IN_A_FILE, NO_ANSWER, PLACEHOLDER } from './nothing-words.ts';

/** As much of an attachment as a detail can be told by. */
export interface SourceFile extends Pick<Attachment, 'fileName' | 'contentType' | 'size'> {
  /** It stands in the text of a mail, where signatures have their logos. */
  readonly inline: boolean;
}

/** A text to look for details in: `where` is `subject`, `description` or a comment id. */
export interface Source {
  readonly where: string;
  readonly text: string;
  readonly files?: readonly SourceFile[];
  /** By the requester, not by somebody else of their side. */
  readonly isRequesters?: boolean;
  /** The first words after the desk has asked for one thing alone. */
  readonly isAnswer?: boolean;
}

/** What a finder found in one text, which has `quote` at `position` (UTF-16 units); `confidence` 0 to 1. */
export interface Find {
  readonly value: string;
  readonly quote: string;
  readonly position: number;
  readonly confidence: number;
}

/** One line of a text with the position at which it starts. */
export interface TextLine {
  readonly text: string;
  readonly position: number;
}

/** Longer texts are read up to here: whoever pastes a book must not keep the desk from sorting tickets. */
export const TEXT_MOST = 20_000;
const QUOTE_MOST = 200;
const VALUE_MOST = 2_000;

export const linesOf = (text: string): readonly TextLine[] => {
  const lines: TextLine[] = [];
  let position = 0;
  for (const line of text.slice(0, TEXT_MOST).split('\n')) {
    lines.push({ text: line.endsWith('\r') ? line.slice(0, -1) : line, position });
    position += line.length + 1;
  }
  return lines;
};

export const endOf = (line: TextLine): number => line.position + line.text.length;

/** The beginning of a text, never ending in half a character. */
const cut = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const cutAt = text.slice(0, most);
  return /[\ud800-\udbff]$/.test(cutAt) ? cutAt.slice(0, -1) : cutAt;
};

/** `value`, for which the text from one position to before the other speaks. */
export const find = (
  value: string,
  text: string,
  [from, to]: readonly [from: number, to: number],
  confidence: number,
): Find => {
  const piece = text.slice(from, to);
  return {
    value: cut(value.trim(), VALUE_MOST),
    quote: cut(piece.trim(), QUOTE_MOST),
    position: from + piece.length - piece.trimStart().length,
    confidence,
  };
};

/** The first group of the first match, line by line; the rest of its line is quoted. */
export const firstMatch = (text: string, expression: RegExp, confidence: number): Find | null => {
  for (const line of linesOf(text)) {
    const match = expression.exec(line.text);
    if (match !== null)
      return find(match[1] ?? match[0], text, [line.position + match.index, endOf(line)], confidence);
  }
  return null;
};

/** Whatever is longer says something. */
const PLAIN_MOST = 200;

/** As the tables of such words have it: no emphasis, stop or crooked apostrophe. */
const plainly = (value: string): string =>
  lowered(value.trim().slice(0, PLAIN_MOST))
    .replaceAll('’', "'")
    .replaceAll(/[\s\u00a0]{1,20}/gu, ' ')
    .replace(/^[\s*_"'«“„-]{1,10}/u, '')
    .replace(/[\s*_"'»”.,!;…]{1,10}$/u, '');

/** Longer answers that begin with not knowing go on to say something. */
const HELPLESS_MOST = 80;

/** "Version: I don't know" names the detail without giving it, as does what a form has where an answer belongs. */
export const saysNothing = (value: string): boolean => {
  const plain = plainly(value);
  if (/^[\p{P}<>=|~^`+\s]*$/u.test(value) || NO_ANSWER.has(plain) || PLACEHOLDER.test(plain)) return true;
  return plain.length <= HELPLESS_MOST && BEGINS_HELPLESS.test(plain) && !GOES_ON.test(plain);
};

/** "See attached": it says something only where something is attached. */
export const isLeftToFile = (value: string): boolean => IN_A_FILE.test(plainly(value));

/** In small letters, one ё for е, and as long as it was: the Turkish İ alone would become two. */
export const lowered = (text: string): string => text.replaceAll('İ', 'i').toLowerCase().replaceAll('ё', 'е');

const letterOrDigit = /[\p{L}\p{N}_]/u;

/** Where `word` stands on its own in `text` from `start` on (both lowered), -1 when it does not. `\b` knows no Cyrillic. */
export const wholeWordAt = (text: string, word: string, start = 0): number => {
  if (word === '') return -1;
  for (let at = text.indexOf(word, start); at !== -1; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + word.length] ?? ' ';
    if (!letterOrDigit.test(before) && !letterOrDigit.test(after)) return at;
  }
  return -1;
};

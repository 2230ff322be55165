/** What of a text its writer has put into words: labels, logs, code, names of files and what is quoted are nobody's language. */
import { LABEL_WORDS } from './details/label-words.ts';
import { logIn } from './details/logs.ts';
import { linesOf, lowered } from './text.ts';

/** It begins where a word does: a long run without `@` is read once, not from each of its letters. */
const ADDRESS = /\bhttps?:\/\/\S{1,2000}|(?<![^\s@])[^\s@]{1,100}@[^\s@]{1,255}/g;
const QUOTED = /«[^«»\n]{1,300}»|“[^“”\n]{1,300}”|„[^„“”\n]{1,300}[“”]|"[^"\n]{1,300}"|`[^`\n]{1,300}`/g;

/** A line that a machine wrote, beside what counts as a log (logs.ts). */
const MACHINE =
  /^\s{0,20}(?:File "|[\w$.]{1,200}(?:Exception|Error|Fault)(?!\p{L})|(?:at|in|from|import|using|#\d{1,4}) [A-Za-z_$<][\w$<>/]{0,100}(?:[.:/]\w|\()|\.\.\. \d)|[{};]\s{0,20}$|=>|\w::\w/u;

/** So far from its beginning a line shows that it is of a log; a person says "ERROR" further on. */
const BEGINNING = 24;
const LOGGED = 0.8;

const isMachine = (line: string): boolean =>
  MACHINE.test(line) || (logIn(line.slice(0, BEGINNING))?.confidence ?? 0) >= LOGGED;

/** A Russian who goes on in the line of an error writes so much. */
const GOES_ON = /(?:\p{Script=Cyrillic}[^\p{L}]{0,3}){10}/u;

export const withoutLatin = (text: string): string => text.replace(/\p{Script=Latin}+/gu, ' ');

/** One to four words before a colon, an equals sign or the border of a cell, as on forms. */
const LABEL = /^[\s>*•|_-]{0,20}(\p{L}[\p{L}'’]{0,30}(?:[ _-][\p{L}'’]{1,30}){0,3})[*_ ]{0,4}[:：=|\t]/u;

/** What stands behind these is names, numbers and what machines say. */
const NAMING: ReadonlySet<string> = new Set(
  [...LABEL_WORDS.product, ...LABEL_WORDS.version, ...LABEL_WORDS.log, ...LABEL_WORDS.link].map(lowered),
);

const hasCyrillic = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text);

/** The lines that are left, without Latin labels: forms have them in a language of their own. */
const saidLines = (text: string): readonly string[] => {
  let isNamed = false;
  return linesOf(text).flatMap((line): readonly string[] => {
    const label = LABEL.exec(line.text);
    if (label !== null) isNamed = NAMING.has(lowered(label[1] ?? '').replaceAll('_', ' '));
    else if (line.text.trim() === '') isNamed = false;
    const said = label === null || hasCyrillic(label[0]) ? line.text : line.text.slice(label[0].length);
    if (isMachine(line.text)) return [GOES_ON.test(said) ? withoutLatin(said) : ''];
    return [isNamed ? withoutLatin(said) : said];
  });
};

/** Paths, addresses, and names as programs spell them. */
const CODE = /\p{L}[.:/\\@=_]{1,3}\p{L}|\p{Ll}\p{Lu}|[{}<>$\\]/u;

export const proseOf = (text: string): string =>
  saidLines(text)
    .map((line) =>
      line
        .replace(ADDRESS, ' ')
        .replace(QUOTED, ' ')
        .split(/\s/)
        .filter((word) => !CODE.test(word))
        .join(' '),
    )
    .join('\n')
    .trim();

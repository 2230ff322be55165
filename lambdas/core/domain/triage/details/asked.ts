/** Which part of an answer is about which of the things asked for: below its question, or in the order of the questions. */
import type { DetailRule } from '../../settings/schemas.ts';
import { endOf, linesOf, lowered, TEXT_MOST, type TextLine } from '../text.ts';
import { numberedIn } from '../told/numbered.ts';
import { isClosing, isPleasantry } from './empty-answers.ts';

/** A stretch of a text. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

const plainly = (text: string): string =>
  lowered(text)
    .replaceAll(/[^\p{L}\p{N}]{1,20}/gu, ' ')
    .trim();

/** What is put in front of a question that is quoted or copied. */
const MARKS = /^[\s>*•·–—-]{0,20}(?:\d{1,2}[.)]\s{0,3})?/u;
const QUOTED = /^\s{0,3}>/u;
/** So much of a question is one, where the mail program or the requester has cut it off. */
const LEAST = 8;

interface Question {
  readonly name: string;
  readonly text: string;
  /** As far as its first sentence goes. */
  readonly begins: string;
}

const questionsOf = (rules: readonly DetailRule[]): readonly Question[] =>
  rules.flatMap(({ name, ask }) =>
    Object.values(ask).map((text) => ({
      name,
      text: plainly(text),
      begins: plainly(text.split(/[.?!]/u, 1)[0] ?? text),
    })),
  );

/** The question that a line repeats, and how much of the line that is. */
const repeatedOn = (
  line: string,
  questions: readonly Question[],
): { readonly name: string; readonly length: number } | null => {
  const marks = MARKS.exec(line)?.[0].length ?? 0;
  const written = line.slice(marks);
  const end = written.indexOf('?') === -1 ? written.length : written.lastIndexOf('?') + 1;
  const whole = plainly(written);
  const asked = plainly(written.slice(0, end));
  for (const { name, text, begins } of questions) {
    if (whole === text || (whole.length >= LEAST && QUOTED.test(line) && text.startsWith(whole)))
      return { name, length: line.length };
    if (whole.startsWith(`${text} `)) return { name, length: marks + lengthOf(written, text.length) };
    const isAsked = asked === begins || asked === text || (asked.length >= LEAST && begins.startsWith(asked));
    if (isAsked && written.includes('?')) return { name, length: marks + end };
  }
  return null;
};

/** How much of a line as it is written makes so many characters of it as it is compared. */
const lengthOf = (written: string, most: number): number => {
  let low = 0;
  let high = written.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (plainly(written.slice(0, middle)).length < most) low = middle + 1;
    else high = middle;
  }
  return low + (/^[\s\p{P}]{1,6}/u.exec(written.slice(low))?.[0].length ?? 0);
};

/** A line that quotes: the end of what stands above it, and perhaps a question. */
interface Mark {
  readonly name: string | null;
  readonly begins: number;
  readonly ends: number;
}

const isBlank = (text: string): boolean => text.trim() === '';

const marksIn = (text: string, questions: readonly Question[]): readonly Mark[] => {
  const marks: Mark[] = [];
  for (const line of linesOf(text)) {
    const isQuoted = QUOTED.test(line.text);
    if (!isQuoted && !line.text.includes('?')) continue;
    const repeated = repeatedOn(line.text, questions);
    const last = marks.at(-1);
    if (repeated !== null) {
      const ends = line.position + repeated.length;
      marks.push({ name: repeated.name, begins: line.position, ends });
    } else if (isQuoted && last !== undefined && isBlank(text.slice(last.ends, line.position)))
      // The rest of a question that the mail program has wrapped.
      marks[marks.length - 1] = { ...last, ends: endOf(line) };
    else if (isQuoted) marks.push({ name: null, begins: line.position, ends: endOf(line) });
  }
  return marks;
};

/** Every part that stands below or behind the question that it answers. */
export const belowQuestions = (text: string, rules: readonly DetailRule[]): ReadonlyMap<string, Part> => {
  const read = text.slice(0, TEXT_MOST);
  const marks = marksIn(read, questionsOf(rules));
  return new Map(
    marks.flatMap(({ name, ends }, at) => {
      const to = marks[at + 1]?.begins ?? read.length;
      return name === null || isBlank(read.slice(ends, to)) ? [] : [[name, { from: ends, to }] as const];
    }),
  );
};

const asPart = (line: TextLine): Part => ({ from: line.position, to: endOf(line) });

const paragraphsOf = (lines: readonly TextLine[]): readonly Part[] => {
  const parts: Part[] = [];
  let isOpen = false;
  for (const line of lines) {
    const blank = isBlank(line.text);
    const last = parts.at(-1);
    if (!blank && isOpen && last !== undefined)
      parts[parts.length - 1] = { from: last.from, to: endOf(line) };
    else if (!blank) parts.push(asPart(line));
    isOpen = !blank;
  }
  return parts;
};

/** An answer cut into as many parts as were asked for; `isNumbered`: by the one who wrote it. */
export interface Cut {
  readonly parts: readonly Part[];
  readonly isNumbered: boolean;
}

/** Nobody answers a few questions in more lines. */
const LINES_MOST = 60;

/** The ways to cut an answer into `count` parts, the surest first. */
export const cutsOf = (text: string, count: number): readonly Cut[] => {
  const all = linesOf(text).slice(0, LINES_MOST);
  const closing = all.findIndex((line) => isClosing(line.text));
  const lines = all
    .slice(0, closing === -1 ? all.length : closing)
    .filter((line) => !isPleasantry(line.text));
  const said = lines.filter((line) => !isBlank(line.text));
  return [
    ...numberedIn(text).map((items) => ({
      parts: items.map(({ from, to, text: item }) => ({ from: to - Math.min(item.length, to - from), to })),
      isNumbered: true,
    })),
    { parts: said.map(asPart), isNumbered: false },
    { parts: paragraphsOf(lines), isNumbered: false },
  ].filter(({ parts }) => parts.length === count);
};

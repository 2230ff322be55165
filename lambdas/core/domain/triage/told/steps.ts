/** The steps that somebody told: under a heading, in a list, as a path of menus, or in sentences. */

import { sentencesOf } from '../sentences.ts';
import { endOf, type Find, find, linesOf, lowered, saysNothing, TEXT_MOST, type TextLine } from '../text.ts';
import { mayTellDoing, tellsDoing } from './doing.ts';
import { beginsDoing } from './list-items.ts';
import { type NumberedItem, numberedIn } from './numbered.ts';
import { STEP_HEADINGS } from './step-headings.ts';

type Way = (text: string, lines: readonly TextLine[]) => Find | null;

const inLines = (lines: readonly string[]): string => lines.map((line) => line.trim()).join('\n');

/** Marks of headings, lists and bold text stand before it. */
const HEADING = new RegExp(
  String.raw`^[\s>*#•_–—-]{0,12}(?:${STEP_HEADINGS.toSorted((a, b) => b.length - a.length).join('|')})(?![\p{L}\p{N}])[*_"» ]{0,4}(?:\([^()]{0,40}\))?\s{0,2}([:：.,=]?)[*_ ]{0,4}`,
  'iu',
);
/** Another heading or label. */
const NEXT_HEADING = /^\s{0,3}#|^[^:]{2,40}:\s*$|^(?:expected|actual|version|ожида|факт|верси)/iu;
const LINES_MOST = 40;

const underHeading: Way = (text, lines) => {
  for (const [index, line] of lines.entries()) {
    const heading = HEADING.exec(line.text);
    if (heading === null) continue;
    const behind = line.text.slice(heading[0].length).trim();
    // "Steps are unknown" is no heading.
    if (behind !== '' && heading[1] === '') continue;
    const below: TextLine[] = [];
    for (const next of behind === '' ? lines.slice(index + 1, index + 1 + LINES_MOST) : []) {
      const isBlank = next.text.trim() === '';
      if ((isBlank && below.length > 0) || NEXT_HEADING.test(next.text)) break;
      if (!isBlank) below.push(next);
    }
    const value = behind === '' ? inLines(below.map((one) => one.text)) : behind;
    const isTold =
      behind === '' ? below.length > 1 || tellsDoing(value) || beginsDoing(value) : /\p{L}.*\s/u.test(behind);
    if (isTold && !saysNothing(value) && !value.endsWith('?'))
      return find(value, text, [line.position, endOf(below.at(-1) ?? line)], 0.85);
  }
  return null;
};

/** Questions and complaints are numbered too: of steps, a quarter at least is something to do. */
const areSteps = (items: readonly string[]): boolean => {
  const asking = items.filter((item) => item.endsWith('?')).length;
  const done = items.filter((item) => beginsDoing(item) || tellsDoing(item)).length;
  return asking * 2 <= items.length && done * 4 >= items.length;
};

const numbered: Way = (text) => {
  const isTold = (list: readonly NumberedItem[]): boolean =>
    list.every(({ isStep }) => isStep) || areSteps(list.map((item) => item.text));
  const list = numberedIn(text).find(isTold);
  const [first, last] = [list?.[0], list?.at(-1)];
  if (list === undefined || first === undefined || last === undefined) return null;
  return find(inLines(list.map(({ from, to }) => text.slice(from, to))), text, [first.from, last.to], 0.8);
};

const BULLET = /^\s{0,8}[-*•–—]\s{1,4}(?=\S)/u;

/** Bullets serve for everything: most of these are something to do. */
const bulleted: Way = (text, lines) => {
  let run: TextLine[] = [];
  for (const line of [...lines, { text: '', position: text.length }]) {
    if (run.length < LINES_MOST && BULLET.test(line.text)) {
      run.push(line);
      continue;
    }
    const [first, last] = [run[0], run.at(-1)];
    const items = run.map((one) => one.text.replace(BULLET, '').trim());
    if (first !== undefined && last !== undefined && run.length > 1)
      if (areSteps(items) && items.filter(beginsDoing).length * 2 >= items.length)
        return find(inLines(run.map((one) => one.text)), text, [first.position, endOf(last)], 0.75);
    run = [];
  }
  return null;
};

const ARROWS = /[>→⇒➜➔›]/u;
const ARROW = String.raw`(?:\s{0,3}(?:→|⇒|➜|➔|›|»\s?>\s?«|[-—=]{1,2}>)\s{0,3}|\s{1,3}>{1,2}\s{1,3})`;
/** "File > Export > PDF", «вход -> настройки -> вылет». */
const PATH = new RegExp(
  String.raw`[\p{L}"»)\]]${ARROW}["«(\[]?\p{L}[^>→⇒➜➔›]{0,60}?${ARROW}["«(\[]?\p{L}`,
  'u',
);
/** One arrow is enough between two names: "File → Print". */
const PAIR = /(?:^|[\s"«])\p{Lu}\p{Ll}[\p{L} ]{0,30}["»]?\s{0,3}(?:→|->|=>)\s{0,3}["«]?\p{Lu}\p{Ll}/u;

const along: Way = (text, lines) => {
  if (!ARROWS.test(text)) return null;
  for (const line of lines) {
    const match = PATH.exec(line.text) ?? PAIR.exec(line.text);
    if (match === null) continue;
    const sentence = sentencesOf(line.text).find(({ to }) => to > match.index);
    const from = sentence?.from ?? 0;
    return find(line.text.slice(from), text, [line.position + from, endOf(line)], 0.7);
  }
  return null;
};

/** "How do I print?", «Как мне открыть файл» ask for steps. */
const ASKS =
  /^[\s"«(-]{0,4}(?:(?:how|where|what|which|why) (?:do|does|can|could|should|to|must)|(?:can|could|may|should|shall|do|did|will) (?:i|we|you)|как (?:мне|нам|можно|я могу|\p{L}{2,20}ть)(?!\p{L})|где (?:мне|можно)|куда|можно(?: ли)?|могу ли)/iu;

/** The rest of a line from the sentence that tells it. */
const inSentences: Way = (text, lines) => {
  for (const line of lines) {
    if (!mayTellDoing(lowered(line.text))) continue;
    const sentence = sentencesOf(line.text).find(({ from, to }) => {
      const said = line.text.slice(from, to);
      return !ASKS.test(said) && tellsDoing(said);
    });
    if (sentence !== undefined)
      return find(line.text.slice(sentence.from), text, [line.position + sentence.from, endOf(line)], 0.6);
  }
  return null;
};

/** The surest way first; the last two need a word of something done. */
const WAYS: readonly Way[] = [underHeading, numbered, along, bulleted, inSentences];
const WORDLESS = WAYS.slice(0, 3);

export const stepsIn = (text: string): Find | null => {
  const lines = linesOf(text);
  for (const way of mayTellDoing(lowered(text.slice(0, TEXT_MOST))) ? WAYS : WORDLESS) {
    const found = way(text, lines);
    if (found !== null) return found;
  }
  return null;
};

/** Logs, stack traces and error codes that were pasted into a text. */

import { endOf, type Find, find, firstMatch, linesOf, type TextLine } from '../text.ts';
import { ERROR_NAME, FRAME, LOGGED, OPENING, TITLE } from './log-shapes.ts';

/** A title takes more than one line now and then, and code is quoted between the frames of Python. */
const BETWEEN_MOST = 3;

const INDENTED = /^(?:\s{2,}|\t)\S/u;

/** What goes with the frames at one end, read away from them: code that is quoted there, then the title. */
const beside = (lines: readonly TextLine[]): readonly TextLine[] => {
  const near = lines.slice(0, BETWEEN_MOST + 1);
  const title = near.findIndex(({ text }) => !INDENTED.test(text));
  const found = near[title];
  return found !== undefined && TITLE.test(found.text.trimStart())
    ? near.slice(0, title + 1)
    : near.slice(0, Math.max(title, 0));
};

/** As many lines as a log goes on without looking like one, and after what opens one. */
const GAP_MOST = 2;

/** Fills what stands between two logged lines, a blank line apart at most, and what is said below an opening. */
const withGaps = (lines: readonly TextLine[], kept: readonly boolean[]): readonly boolean[] => {
  const filled = [...kept];
  let last = -1;
  for (const [at, isKept] of kept.entries()) {
    if (!isKept) continue;
    const gap = lines.slice(last + 1, at);
    if (last !== -1 && gap.length <= GAP_MOST && gap.every(({ text }) => text.trim() !== ''))
      filled.fill(true, last, at);
    const below = OPENING.test(lines[at]?.text ?? '') ? lines.slice(at + 1, at + 1 + GAP_MOST) : [];
    const end = below.findIndex(({ text }) => text.trim() === '');
    filled.fill(true, at, at + 1 + (end === -1 ? below.length : end));
    last = at;
  }
  return filled;
};

/** Which lines are logged, with those between frames, and the ones above and below that say what went wrong. */
const loggedLines = (lines: readonly TextLine[]): readonly TextLine[] => {
  const frames = lines.map(({ text }) => FRAME.test(text));
  const kept = lines.map(({ text }, at) => frames[at] === true || LOGGED.test(text));
  for (const [at, isFrame] of frames.entries()) {
    if (!isFrame) continue;
    if (at > 0 && kept[at - 1] !== true) {
      const above = beside(lines.slice(Math.max(0, at - BETWEEN_MOST - 1), at).toReversed());
      kept.fill(true, at - above.length, at);
    }
    const below = beside(lines.slice(at + 1, at + BETWEEN_MOST + 2));
    kept.fill(true, at + 1, at + 1 + below.length);
  }
  const all = withGaps(lines, kept);
  return lines.filter((_, at) => all[at]);
};

/** All lines that look logged, else the name or number of an error. */
export const logIn = (text: string): Find | null => {
  const logged = loggedLines(linesOf(text));
  const [first, last] = [logged[0], logged.at(-1)];
  if (first === undefined || last === undefined) return firstMatch(text, ERROR_NAME, 0.6);
  const value = logged.map((line) => line.text).join('\n');
  return find(value, text, [first.position, endOf(last)], 0.85);
};

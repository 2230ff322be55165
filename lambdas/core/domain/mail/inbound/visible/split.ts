/**
 * What a person wrote this time, apart from quoted history and signature. Parts are marked, never dropped: the
 * sections together are the whole text. Each line is looked at a bounded number of times.
 */
import { isForwardSubject } from '../subjects.ts';
import { attributionAt } from './attribution.ts';
import { headerBlockAt } from './header-block.ts';
import { labelled } from './labels.ts';
import { isForwardSeparator, isOriginalSeparator, isRule } from './separators.ts';
import { isByProgram, signatureStart } from './signature.ts';

export type SectionKind = 'said' | 'quote' | 'signature';

export interface Section {
  readonly kind: SectionKind;
  readonly text: string;
}

export interface SplitMail {
  /** What agents see first; the whole text when nothing would remain. */
  readonly visible: string;
  /**
   * In order; joined by line breaks they are the whole text, with `\n` for every line break. Of a text beyond half a
   * million characters the rest is a section of its own, as it came.
   */
  readonly sections: readonly Section[];
}

/** Nobody writes more by hand; what lies behind is kept and not read. */
const READ_MOST = 500_000;

const QUOTED = /^[\s\u00a0]{0,3}>/;
const INVISIBLE = /[\u200b\u200e\u200f\u2060\ufeff]/g;

const isBlank = (line: string): boolean => line.trim() === '';
const isQuoted = (line: string | undefined): boolean => line !== undefined && QUOTED.test(line);

/** Of the first line that is not blank, from `at` on. */
const nextFilled = (lines: readonly string[], at: number): number => {
  let index = at;
  while (index < lines.length && isBlank(String(lines[index]))) index += 1;
  return index;
};

/** What begins at a line: nothing, a quote of so many lines before its `>`, or the rest of the mail. */
type Start = 'nothing' | 'rest' | number;

const startAt = (lines: readonly string[], at: number): Start => {
  const line = String(lines[at]);
  if (isOriginalSeparator(line) || headerBlockAt(lines, at) !== null) return 'rest';
  if (isRule(line)) {
    const next = nextFilled(lines.slice(at + 1, at + 4), 0) + at + 1;
    const opens = [next, next + 1, next + 2].filter((one) => labelled(lines[one] ?? '') !== null).length >= 2;
    return opens || headerBlockAt(lines, next) !== null ? 'rest' : 'nothing';
  }
  const attribution = attributionAt(lines, at);
  if (attribution === null) return 'nothing';
  if (isQuoted(lines[nextFilled(lines, at + attribution.lines)])) return attribution.lines;
  return attribution.hasAddress ? 'rest' : 'nothing';
};

/** What a forwarded mail inside a reply counts as: usually what its sender wants to say. */
type Forwarded = 'said' | 'quote';

/** Marks quotes; answers between them stay said. */
const markQuotes = (lines: readonly string[], forwarded: Forwarded): SectionKind[] => {
  const marks = lines.map((): SectionKind => 'said');
  let isAttributed = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = String(lines[at]);
    if (isQuoted(line)) {
      // A single line without an attribution may be somebody's command prompt.
      if (isAttributed || isQuoted(lines[at - 1]) || isQuoted(lines[at + 1])) marks[at] = 'quote';
      continue;
    }
    if (isBlank(line)) continue;
    if (isForwardSeparator(line)) return marks.fill(forwarded, at);
    const start = startAt(lines, at);
    if (start === 'rest') return marks.fill('quote', at);
    if (start !== 'nothing') {
      marks.fill('quote', at, at + start);
      at += start - 1;
      isAttributed = true;
    }
  }
  return marks;
};

/** Runs of lines with the same mark, as [from, to). */
const runsOf = (
  marks: readonly SectionKind[],
): readonly { kind: SectionKind; from: number; to: number }[] => {
  const runs: { kind: SectionKind; from: number; to: number }[] = [];
  for (const [index, kind] of marks.entries()) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.to = index + 1;
    else runs.push({ kind, from: index, to: index + 1 });
  }
  return runs;
};

const markSignatures = (lines: readonly string[], marks: SectionKind[]): void => {
  for (const { kind, from, to } of runsOf(marks)) {
    if (kind !== 'said') continue;
    let until = to;
    for (let at = to - 1; at >= from; at -= 1)
      if (isByProgram(String(lines[at]))) {
        marks[at] = 'signature';
        until = at;
      }
    marks.fill('signature', from + signatureStart(lines.slice(from, until)), until);
  }
};

const linesOf = (text: string): readonly string[] =>
  text.slice(0, READ_MOST).replace(/\r\n?/g, '\n').replace(INVISIBLE, '').split('\n');

const sectionsOf = (lines: readonly string[], marks: readonly SectionKind[]): readonly Section[] =>
  runsOf(marks).map(({ kind, from, to }) => ({ kind, text: lines.slice(from, to).join('\n') }));

const saidIn = (sections: readonly Section[]): string =>
  sections
    .filter(({ kind }) => kind === 'said')
    .map(({ text }) => text)
    .join('\n')
    .replace(/\n[^\S\n]*(?:\n[^\S\n]*){2,}/g, '\n\n')
    .trim();

/** A forwarded mail is what its sender says, so a forward is visible as a whole. */
export const splitMail = (text: string, subject: string): SplitMail => {
  const lines = linesOf(text);
  const unread = text.slice(READ_MOST);
  const isForward = isForwardSubject(subject);
  const marks = isForward ? lines.map((): SectionKind => 'said') : markQuotes(lines, 'said');
  if (!isForward) markSignatures(lines, marks);
  const sections = sectionsOf(lines, marks);
  const said = saidIn(sections);
  return {
    visible: said === '' ? lines.join('\n').trim() : said,
    sections: unread === '' ? sections : [...sections, { kind: 'quote', text: unread }],
  };
};

/**
 * What may become public of an agent's mail, and where orders are looked for. Their notifications quote what
 * requesters never see, so nothing forwarded counts, and an empty answer stays empty.
 */
export const agentSaid = (text: string): string => {
  const lines = linesOf(text);
  const marks = markQuotes(lines, 'quote');
  markSignatures(lines, marks);
  return saidIn(sectionsOf(lines, marks));
};

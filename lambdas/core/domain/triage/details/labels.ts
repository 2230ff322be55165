/** Labelled lines, as forms and careful people write them: "Version: 5.2", «Версия: 5.2». */
import type { DeskSettings, DetailRule } from '../../settings/schemas.ts';
import type { DetailKind } from '../../ticket/words.ts';
import { endOf, type Find, find, linesOf, lowered, type TextLine } from '../text.ts';
import { ownersFor } from '../versions/version-owner.ts';
import { roleOf } from '../versions/version-words.ts';
import { LABEL_WORDS, OTHER_LABELS } from './label-words.ts';
import { isUnanswered, labelledValue } from './labelled-value.ts';

type Products = DeskSettings['products'];

/** Kinds of which people write more than a line. */
export const MANY_LINES: ReadonlySet<DetailKind> = new Set([
  ...(['text', 'steps', 'log', 'business-effect', 'expected-result'] as const),
]);
/** What people tell ends at whatever else a form asks for; logs have labels of their own. */
const TOLD: ReadonlySet<DetailKind> = new Set<DetailKind>(['steps', 'business-effect', 'expected-result']);

/** An answer that goes on below its label ends here at the latest. */
const LINES_MOST = 60;

/** Bullets, marks of quotation and tables, numbers of a list, and what makes it bold. */
const BEFORE = /^[\s>*•·\-–—#_|«»"“”„\u200b\ufeff]{0,20}(?:\d{1,2}[.)][\s*_]{0,6})?["«“„]?/u;
/** What ends a label: a colon, an equals sign, a dash with space behind it, or the border of a table's cell. */
const SIGN = /^["»”]?[*_\s\]]{0,6}([:：=|]|[-–—]\s|\t)[*_"»”]{0,3}/u;
/** As SIGN, with words between: "Version of the app: 5.2", "Version (see About) #: 5.2". */
const BETWEEN = /^([^\S\n][^:：=|\n]{0,50}|[#№])[:：=][*_"»”]{0,3}/u;
const AFTER = /[\s*_|]{1,20}$/u;
const FULL_STOP = /[.,;]{1,3}$/u;
const GOES_ON = /[,;]{1,3}$/u;

interface Label {
  /** Lowered. */
  readonly words: string;
  /** The name of what it is the label of may stand behind it. */
  readonly isOfVersion: boolean;
}

/** Longest first, so that "version" does not take what "version number" labels. */
const labelsFor = (rules: readonly DetailRule[]): readonly Label[] =>
  rules
    .flatMap(({ find: own, name, kind }) =>
      [...(own?.labels ?? []), name.replaceAll(/[-_]/g, ' '), ...LABEL_WORDS[kind]].map((words) => ({
        words: lowered(words),
        isOfVersion: kind === 'version',
      })),
    )
    .toSorted((a, b) => b.words.length - a.words.length);

const FORM_LABELS: readonly Label[] = [...Object.values(LABEL_WORDS).flat(), ...OTHER_LABELS]
  .toSorted((a, b) => b.length - a.length)
  .map((words) => ({ words, isOfVersion: false }));

const SAY_NO_MORE = new Set(['app', 'filler', 'article']);

/** "Of the app", «Acme Desktop», "(see About)" say whose version it is, «Windows» that it is another's. */
const isOwn = (between: string, products: Products): boolean => {
  const plain = between.replaceAll(/\([^()]{0,40}\)/gu, ' ').replaceAll(/[#№*_."»”]/gu, ' ');
  const words = lowered(plain)
    .split(/\s+/u)
    .filter((word) => word !== '' && !SAY_NO_MORE.has(roleOf(word) ?? ''));
  const name = words.join(' ');
  const found = name === '' ? null : ownersFor(products).atEnd(name);
  return name === '' || (found?.owner === 'own' && found.from === 0);
};

interface Behind {
  readonly value: string;
  readonly sign: string;
}

/** What stands behind a label on a line; null when the line does not begin with one. */
const behindLabel = (line: string, labels: readonly Label[], products: Products): Behind | null => {
  const plain = line.replace(BEFORE, '');
  const lower = lowered(plain);
  for (const { words, isOfVersion } of labels) {
    if (!lower.startsWith(words)) continue;
    const rest = plain.slice(words.length);
    const sign = SIGN.exec(rest);
    const between = sign === null && isOfVersion ? BETWEEN.exec(rest) : null;
    const found = sign ?? (between !== null && isOwn(between[1] ?? '', products) ? between : null);
    if (found === null) continue;
    const value = rest.slice(found[0].length).replace(AFTER, '').trim();
    return { value, sign: sign?.[1] ?? ':' };
  }
  return null;
};

/** What else a form asks for stands in front of a colon, never as an item of a list. */
const isFormLabel = (line: string): boolean => {
  const behind = /^\s{0,20}\d/u.test(line) ? null : behindLabel(line, FORM_LABELS, []);
  return behind !== null && /[:：=]/u.test(behind.sign);
};

/** Where several labels may stand on a line: "Version: 5.2; Product: Acme Desktop", "VERSION=5.2 BUILD=443". */
const SEPARATOR = /[,;.]\s{1,4}(?=[\p{L}"«“][^:：=]{1,40}[:：=])|\s{1,4}(?=[\p{L}_]{1,30}=\S)/gu;
const SEPARATORS_MOST = 30;

/** The lines of a text, cut in front of each further label on a line that begins with one. */
const labelledLines = (
  text: string,
  isLabel: (line: string) => boolean,
  isCut: (line: string) => boolean,
): readonly TextLine[] =>
  linesOf(text).flatMap((line) => {
    const separators = [...line.text.matchAll(SEPARATOR)].slice(0, SEPARATORS_MOST);
    if (separators.length === 0 || !isLabel(line.text)) return [line];
    const cuts = separators
      .map(({ index, 0: separator }) => index + separator.length)
      .filter((at) => /^[^\s:：=]{1,30}(?:\s[^\s:：=]{1,30}){0,4}\s?[:：=]/u.test(line.text.slice(at)))
      .filter((at) => isCut(line.text.slice(at)));
    return [0, ...cuts].map((from, index) => ({
      text: line.text.slice(from, cuts[index]),
      position: line.position + from,
    }));
  });

/** The lines below a label that are its answer. */
const below = (
  lines: readonly TextLine[],
  index: number,
  { isMany, isBegun, isStacked }: { isMany: boolean; isBegun: boolean; isStacked: boolean },
  isLabel: (line: string) => boolean,
): readonly TextLine[] => {
  const answer: TextLine[] = [];
  for (const line of lines.slice(index + 1, index + 1 + LINES_MOST)) {
    const isBlank = line.text.trim() === '';
    if (isLabel(line.text) || (isBlank && (isBegun || isStacked || answer.length > 0))) break;
    if (!isBlank) answer.push(line);
    if (!isMany && answer.length === 1) break;
  }
  return answer;
};

/** What an answer is held against. */
interface Known {
  readonly products: Products;
  /** Something came with the text to which it may leave the answer. */
  readonly hasFiles: boolean;
}
const NOTHING_KNOWN: Known = { products: [], hasFiles: false };

/**
 * The first labelled answer to a detail. Answers may stand behind the label or below it; they end at a blank line or
 * at any other label of the same category, what people tell also at whatever else forms ask for. Below labels that
 * were left empty one after another nothing is an answer.
 */
export const findLabelled = (
  text: string,
  rule: DetailRule,
  all: readonly DetailRule[],
  { products, hasFiles }: Known = NOTHING_KNOWN,
): Find | null => {
  const own = labelsFor([rule]);
  const every = labelsFor(all);
  const isAsked = (line: string): boolean => behindLabel(line, every, products) !== null;
  const isLabel = (line: string): boolean => isAsked(line) || (TOLD.has(rule.kind) && isFormLabel(line));
  const isMany = MANY_LINES.has(rule.kind);
  const lines = rule.kind === 'log' ? linesOf(text) : labelledLines(text, isAsked, isLabel);
  /** The line above the next that is not blank. */
  let above = '';
  for (const [index, line] of lines.entries()) {
    const last = above;
    if (line.text.trim() !== '') above = line.text;
    const behind = behindLabel(line.text, own, products);
    if (behind === null) continue;
    const isBegun = behind.value !== '';
    const isStacked = !isBegun && behindLabel(last, [...every, ...FORM_LABELS], products)?.value === '';
    const more = isMany || !isBegun ? below(lines, index, { isMany, isBegun, isStacked }, isLabel) : [];
    const said = [behind.value, ...more.map((one) => one.text.trimEnd())]
      .filter((part) => part !== '')
      .join('\n')
      .replace(isMany ? GOES_ON : FULL_STOP, '');
    const isBehindDash = /[-–—]/u.test(behind.sign);
    const value = labelledValue({ value: said, isBehindDash, hasFiles }, rule, products);
    if (value !== null) return find(value, text, [line.position, endOf(more.at(-1) ?? line)], 0.95);
  }
  return null;
};

/**
 * The text with blanks where a label of what people tell has no answer: "Steps: see attached" tells no steps. As long
 * as it was.
 */
export const withoutUnanswered = (text: string, rule: DetailRule, hasFiles: boolean): string => {
  if (!TOLD.has(rule.kind)) return text;
  const own = labelsFor([rule]);
  const unanswered = linesOf(text).filter((line) => {
    const value = behindLabel(line.text, own, [])?.value;
    return value !== undefined && isUnanswered(value, hasFiles);
  });
  return unanswered.reduce(
    (rest, line) =>
      `${rest.slice(0, line.position)}${' '.repeat(line.text.length)}${rest.slice(endOf(line))}`,
    text,
  );
};

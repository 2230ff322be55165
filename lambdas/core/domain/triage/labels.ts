/** Labelled lines, as forms and careful people write them: "Version: 5.2", «Версия: 5.2». */
import type { DetailRule } from '../settings/schemas.ts';
import type { DetailKind } from '../ticket/words.ts';
import { LABEL_WORDS } from './label-words.ts';
import { endOf, type Find, find, linesOf, lowered, saysNothing, type TextLine } from './text.ts';

/** Kinds of which people write more than a line. */
export const MANY_LINES: ReadonlySet<DetailKind> = new Set([
  ...(['text', 'steps', 'log', 'business-effect', 'expected-result'] as const),
]);

/** An answer that goes on below its label ends here at the latest. */
const LINES_MOST = 60;

/** Bullets, marks of quotation and tables, numbers of a list, and what makes it bold. */
const BEFORE = /^[\s>*•·\-–—#_|«»"“”„\u200b\ufeff]{0,20}(?:\d{1,2}[.)][\s*_]{0,6})?["«“„]?/u;
/** What ends a label: a colon, an equals sign, a dash with space behind it, or the border of a table's cell. */
const SIGN = /^["»”]?[*_\s\]]{0,6}(?:[:：=|]|[-–—]\s|\t)[*_"»”]{0,3}/u;
const AFTER = /[\s*_|]{1,20}$/u;
const FULL_STOP = /[.,;]{1,3}$/u;

/** Longest first, so that "version" does not take what "version number" labels. */
const labelsFor = (rules: readonly DetailRule[]): readonly string[] =>
  rules
    .flatMap(({ find: own, name, kind }) => [
      ...(own?.labels ?? []),
      name.replaceAll(/[-_]/g, ' '),
      ...LABEL_WORDS[kind],
    ])
    .map(lowered)
    .toSorted((a, b) => b.length - a.length);

/** What stands behind a label on a line; null when the line does not begin with one. */
const behindLabel = (line: string, labels: readonly string[]): string | null => {
  const plain = line.replace(BEFORE, '');
  const lower = lowered(plain);
  for (const label of labels) {
    if (!lower.startsWith(label)) continue;
    const sign = SIGN.exec(plain.slice(label.length));
    if (sign !== null)
      return plain
        .slice(label.length + sign[0].length)
        .replace(AFTER, '')
        .trim();
  }
  return null;
};

/** The lines below a label that are its answer; `begun` when it has begun behind it: an empty line ends it then. */
const below = (
  lines: readonly TextLine[],
  index: number,
  { many, begun }: { readonly many: boolean; readonly begun: boolean },
  isLabel: (line: string) => boolean,
): readonly TextLine[] => {
  const answer: TextLine[] = [];
  for (const line of lines.slice(index + 1, index + 1 + LINES_MOST)) {
    const blank = line.text.trim() === '';
    if (isLabel(line.text) || (blank && (begun || answer.length > 0))) break;
    if (!blank) answer.push(line);
    if (!many && answer.length === 1) break;
  }
  return answer;
};

/**
 * The first labelled answer to a detail. Answers may stand behind the label or below it; they end at a blank line or
 * at any other label of the same category.
 */
export const findLabelled = (text: string, rule: DetailRule, all: readonly DetailRule[]): Find | null => {
  const own = labelsFor([rule]);
  const every = labelsFor(all);
  const isLabel = (line: string): boolean => behindLabel(line, every) !== null;
  const many = MANY_LINES.has(rule.kind);
  const lines = linesOf(text);
  for (const [index, line] of lines.entries()) {
    const behind = behindLabel(line.text, own);
    if (behind === null) continue;
    const begun = behind !== '';
    const more = many || !begun ? below(lines, index, { many, begun }, isLabel) : [];
    const said = [behind, ...more.map((one) => one.text.trimEnd())].filter((part) => part !== '').join('\n');
    const value = many ? said : said.replace(FULL_STOP, '');
    if (!saysNothing(value)) return find(value, text, [line.position, endOf(more.at(-1) ?? line)], 0.95);
  }
  return null;
};

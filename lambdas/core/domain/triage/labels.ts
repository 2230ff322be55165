/** Labelled lines, as forms and careful people write them: "Version: 5.2", «Версия: 5.2». */
import type { DetailRule } from '../settings/schemas.ts';
import type { DetailKind } from '../ticket/words.ts';
import { type Find, find, linesOf, saysNothing, type TextLine } from './text.ts';

/** What people in either language call each kind of detail; a category's `labels` and the detail's name add to it. */
const LABELS: Readonly<Record<DetailKind, readonly string[]>> = {
  text: [],
  version: ['version', 'app version', 'version number', 'build', 'версия', 'версия программы', 'сборка'],
  product: ['product', 'app', 'application', 'program', 'продукт', 'программа', 'приложение'],
  steps: [
    ...['steps', 'steps to reproduce', 'how to reproduce', 'to reproduce', 'what i did', 'reproduction'],
    ...['шаги', 'шаги воспроизведения', 'шаги для воспроизведения', 'как воспроизвести', 'что я делал'],
    ...['что я делала', 'действия', 'порядок действий'],
  ],
  log: ['log', 'logs', 'log file', 'error text', 'stack trace', 'лог', 'логи', 'журнал', 'текст ошибки'],
  screenshot: ['screenshot', 'screenshots', 'screen shot', 'скриншот', 'скриншоты', 'снимок экрана'],
  link: ['link', 'url', 'address', 'page', 'ссылка', 'адрес', 'страница'],
  'business-effect': [
    ...['business effect', 'business impact', 'impact', 'effect', 'consequences'],
    ...['влияние', 'влияние на бизнес', 'последствия', 'ущерб', 'чем мешает'],
  ],
  'expected-result': [
    ...['expected', 'expected result', 'expected behavior', 'expected behaviour', 'i expected'],
    ...['ожидаемый результат', 'ожидаемое поведение', 'ожидание', 'ожидалось', 'должно быть'],
  ],
};

const MANY_LINES: ReadonlySet<DetailKind> = new Set([
  ...(['text', 'steps', 'log', 'business-effect', 'expected-result'] as const),
]);

/** An answer that goes on below its label ends here at the latest. */
const LINES_MOST = 60;

export const labelsFor = (rule: DetailRule): readonly string[] =>
  [...(rule.find?.labels ?? []), rule.name.replaceAll(/[-_]/g, ' '), ...LABELS[rule.kind]].map((label) =>
    label.toLowerCase(),
  );

/** What stands behind a label on a line; null when the line does not begin with one. Longest label first. */
const behindLabel = (line: string, labels: readonly string[]): string | null => {
  const plain = line.replace(/^[\s>*•·\-–—#_]{0,20}/, '');
  const lower = plain.toLowerCase();
  for (const label of labels) {
    if (!lower.startsWith(label)) continue;
    const sign = /^[*_\s]{0,6}(?:[:：=]|\s[-–—]\s)[*_]{0,2}/.exec(plain.slice(label.length));
    if (sign !== null) return plain.slice(label.length + sign[0].length).trim();
  }
  return null;
};

/** What stands below a label; `begun` when the answer has begun behind it, so that an empty line ends it at once. */
const below = (
  lines: readonly TextLine[],
  index: number,
  many: boolean,
  begun: boolean,
  isLabel: (line: string) => boolean,
): string => {
  const answer: string[] = [];
  for (const line of lines.slice(index + 1, index + 1 + LINES_MOST)) {
    const blank = line.text.trim() === '';
    if (isLabel(line.text) || (blank && (begun || answer.length > 0))) break;
    if (!blank) answer.push(line.text.trimEnd());
    if (!many && answer.length === 1) break;
  }
  return answer.join('\n');
};

/**
 * The first labelled answer to a detail. Answers may stand behind the label or below it; they end at a blank line or
 * at any other label of the same category.
 */
export const findLabelled = (text: string, rule: DetailRule, all: readonly DetailRule[]): Find | null => {
  const own = labelsFor(rule).toSorted((a, b) => b.length - a.length);
  const every = all.flatMap(labelsFor).toSorted((a, b) => b.length - a.length);
  const isLabel = (line: string): boolean => behindLabel(line, every) !== null;
  const many = MANY_LINES.has(rule.kind);
  const lines = linesOf(text);
  for (const [index, line] of lines.entries()) {
    const behind = behindLabel(line.text, own);
    if (behind === null) continue;
    const more = many || behind === '' ? below(lines, index, many, behind !== '', isLabel) : '';
    const value = [behind, more].filter((part) => part !== '').join('\n');
    if (!saysNothing(value)) return find(value, line.text, line.position, 0.95);
  }
  return null;
};

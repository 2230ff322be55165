/** Finding details in free text that nobody labelled, a way for each kind of detail. */
import { patternProblem, WINDOW } from '../settings/patterns.ts';
import type { DeskSettings, DetailRule } from '../settings/schemas.ts';
import type { DetailKind } from '../ticket/words.ts';
import { type Find, find, linesOf, TEXT_MOST, type TextLine, wholeWordAt } from './text.ts';

type Products = DeskSettings['products'];
type Recogniser = (text: string, products: Products) => Find | null;

/** Every expression below repeats within bounds and reads a line of at most this length, so none can run away. */
const LINE_MOST = 500;

const firstMatch = (lines: readonly TextLine[], expression: RegExp, confidence: number): Find | null => {
  for (const line of lines) {
    const match = expression.exec(line.text.slice(0, LINE_MOST));
    if (match !== null) return find(match[1] ?? match[0], line.text, line.position + match.index, confidence);
  }
  return null;
};

const namesOf = (product: Products[number]): readonly string[] =>
  [product.name, ...product.aliases, product.id].map((name) => name.toLowerCase());

/** The id of the product whose name, alias or id stands first in the text; the longest name wins at one place. */
export const productIn: Recogniser = (text, products) => {
  const lower = text.slice(0, TEXT_MOST).toLowerCase();
  const named = products
    .flatMap((product) => namesOf(product).map((name) => ({ id: product.id, name })))
    .map((candidate) => ({ ...candidate, at: wholeWordAt(lower, candidate.name) }))
    .filter(({ at }) => at !== -1)
    .toSorted((a, b) => a.at - b.at || b.name.length - a.name.length)[0];
  if (named === undefined) return null;
  return find(named.id, text.slice(named.at, named.at + named.name.length), named.at, 0.9);
};

const NUMBER = String.raw`\d{1,6}(?:\.\d{1,6}){0,3}(?:[-+][0-9A-Za-z.]{1,20})?`;
const NAMED_VERSION = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:version|ver\.?|v\.?|build|верси[яюией]|верс\.?|сборк[аеиу])\s{0,3}[:#№=]?\s{0,3}(${NUMBER})(?![\p{L}\p{N}])`,
  'iu',
);
/** Three numbers with points that are neither a date (the last has four digits) nor an address (four numbers). */
const BARE_VERSION = /(?<![\p{L}\p{N}.])(\d{1,4}\.\d{1,4}\.(?:\d{1,3}|\d{5,6}))(?![\p{L}\p{N}]|\.\d)/u;

const versionIn: Recogniser = (text, products) => {
  const lines = linesOf(text);
  const named = firstMatch(lines, NAMED_VERSION, 0.85);
  if (named !== null) return named;
  for (const line of lines) {
    const lower = line.text.slice(0, LINE_MOST).toLowerCase();
    for (const name of products.flatMap(namesOf)) {
      const at = wholeWordAt(lower, name);
      const number =
        at === -1 ? null : /^\s{1,3}(\d{1,4}(?:\.\d{1,6}){1,3})/.exec(lower.slice(at + name.length));
      if (number?.[1] !== undefined) return find(number[1], line.text, line.position + at, 0.8);
    }
  }
  return firstMatch(lines, BARE_VERSION, 0.6);
};

const NUMBERED = /^\s{0,8}(?:step\s|шаг\s)?\d{1,2}[.):]\s{0,4}\S/iu;
const TOLD_STEPS =
  /(?:when(?:ever)? i |after i |if i |as soon as i |каждый раз,? когда я |когда я |если я |после того,? как я |как только |при (?:нажатии|открытии|запуске|попытке|сохранении|входе|импорте|экспорте))/iu;

const stepsIn: Recogniser = (text) => {
  const lines = linesOf(text);
  const numbered = lines.filter((line) => NUMBERED.test(line.text));
  const [first, second] = numbered;
  if (first !== undefined && second !== undefined) {
    return find(numbered.map((line) => line.text.trim()).join('\n'), first.text, first.position, 0.8);
  }
  const told = firstMatch(lines, TOLD_STEPS, 0.6);
  return told === null ? null : { ...told, value: told.quote };
};

const LOG_LINE =
  /^\s{0,8}(?:at [\w$.<>]{1,100}\s?\(|File "[^"]{1,200}", line \d|\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d|Traceback \(most|Caused by: )|(?:^|[\s[])(?:ERROR|FATAL|WARN(?:ING)?)[\]:\s]/u;
const ERROR_NAME =
  /((?<![\p{L}\p{N}])(?:[A-Z]\w{2,60}(?:Exception|Error)(?!\w)|0x[0-9A-Fa-f]{4,16}|(?:error|ошибка) (?:code |код )?[#№]?[A-Z]{0,5}-?\d{1,8}))/iu;

const logIn: Recogniser = (text) => {
  const lines = linesOf(text);
  const logged = lines.filter((line) => LOG_LINE.test(line.text.slice(0, LINE_MOST)));
  const first = logged[0];
  if (first !== undefined) {
    return find(logged.map((line) => line.text).join('\n'), first.text, first.position, 0.85);
  }
  return firstMatch(lines, ERROR_NAME, 0.6);
};

const ADDRESS = /(https?:\/\/[^\s<>"'«»]{1,400})/iu;
const linkIn: Recogniser = (text) => {
  const found = firstMatch(linesOf(text), ADDRESS, 0.95);
  return found === null ? null : { ...found, value: found.value.replace(/[.,;:!?)\]]{1,5}$/, '') };
};

const EFFECT =
  /(?:(?:can(?:no|')t|cannot|unable to) work|blocks? (?:us|our|the whole|everyone)|(?:is|are|am) blocked|(?:we|are) los(?:e|ing) |our customers|deadline|production is down|не мож(?:ем|ет|ете|гу) работать|(?:работа|всё|все) (?:стоит|встал[аои]?|остановил)|простаива|теряем|наши клиенты|клиенты не могут|срок сдачи|срыва)/iu;
const EXPECTED =
  /(?:i expect|was expect|expected|(?:it|that|there|which) should |should have |instead of|supposed to|ожидал|ожидаю|должн[оаы] (?:был|открыв|появ|сохран|работ|показ)|вместо (?:этого|того))/iu;

const sentence =
  (expression: RegExp): Recogniser =>
  (text) => {
    const found = firstMatch(linesOf(text), expression, 0.6);
    return found === null ? null : { ...found, value: found.quote };
  };

const nothing: Recogniser = () => null;

/** Pictures are found among the files (files.ts); a screenshot in mere words is known by its label only. */
const RECOGNISERS: Readonly<Record<DetailKind, Recogniser>> = {
  text: nothing,
  version: versionIn,
  product: productIn,
  steps: stepsIn,
  log: logIn,
  screenshot: nothing,
  link: linkIn,
  'business-effect': sentence(EFFECT),
  'expected-result': sentence(EXPECTED),
};

/**
 * A company's own pattern reads each line in overlapping windows: together with what settings/patterns.ts admits,
 * this bounds what the worst pattern can cost on the worst text. A pattern that does not compile finds nothing.
 */
const byPattern = (text: string, pattern: string): Find | null => {
  if (patternProblem(pattern) !== null) return null;
  const expression = new RegExp(pattern, 'giu');
  for (const line of linesOf(text)) {
    for (let start = 0; start <= line.text.length; start += WINDOW / 2) {
      const end = Math.min(start + WINDOW, line.text.length);
      expression.lastIndex = start;
      const match = expression.exec(line.text.slice(0, end));
      if (match === null || match[0] === '') continue;
      // Begins in the later half and touches the end: the next window sees all of it.
      const cutOff = end < line.text.length && match.index + match[0].length === end;
      if (cutOff && match.index >= start + WINDOW / 2) continue;
      return find(match[1] ?? match[0], line.text, line.position + match.index, 0.9);
    }
  }
  return null;
};

const byValues = (text: string, values: readonly string[]): Find | null => {
  const lower = text.slice(0, TEXT_MOST).toLowerCase();
  for (const value of values) {
    const at = wholeWordAt(lower, value.toLowerCase());
    if (at !== -1) return find(value, text.slice(at, at + value.length), at, 0.9);
  }
  return null;
};

/** Free text by the category's own pattern and values first, then by what is built in for the kind. */
export const recognise = (text: string, rule: DetailRule, products: Products): Find | null =>
  (rule.find?.pattern === undefined ? null : byPattern(text, rule.find.pattern)) ??
  byValues(text, rule.find?.values ?? []) ??
  RECOGNISERS[rule.kind](text, products);

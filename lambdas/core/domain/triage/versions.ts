/** Versions in free text. */
import type { DeskSettings } from '../settings/schemas.ts';
import { namesOf } from './products.ts';
import { endOf, type Find, find, firstMatch, linesOf, lowered, TEXT_MOST, wholeWordAt } from './text.ts';

const DOTTED = String.raw`\d{1,6}(?:\.\d{1,6}){1,3}`;
const NUMBER = String.raw`\d{1,8}(?:\.\d{1,8}){0,3}(?:[a-z]{1,5}\d{0,4})?(?:[-+][0-9A-Za-z]{1,20}(?:\.[0-9A-Za-z]{1,10}){0,3})?`;
const WORD = String.raw`(?:versi(?:o|ó)n(?:e|en)?|ver\.?|v\.?|build|release|верси[яюией]|версії?|верс\.?|сборк[аеиу]|релиз[ае]?)`;
/** "version number", "версия у меня", «версия программы». */
const BETWEEN = String.raw`(?:\s{1,2}(?:is|number|no\.?|nr\.?|программы|приложения|у меня|это))?`;

const NAMED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${WORD}${BETWEEN}\s{0,3}[:：#№=\-–—]?\s{0,3}(${NUMBER})(?![\p{L}\p{N}]|\.\d)`,
  'iu',
);
/** "the 5.2 version", «на 5.2-й версии». */
const NAMED_BEHIND = new RegExp(
  String.raw`(?<![\p{L}\p{N}.])(${DOTTED})(?:-?(?:й|ю|я|ой|ую|ая))?\s{1,2}${WORD}(?![\p{L}\p{N}])`,
  'iu',
);
const BARE = /(?<![\p{L}\p{N}.])(\d{1,5}\.\d{1,5}\.\d{1,6}(?:\.\d{1,6})?)(?![\p{L}\p{N}]|\.\d)/gu;
/** An answer: nothing else stands on its line. */
const ALONE =
  /^\s{0,8}(?:>\s?)?(?:it(?:'|’)s |it is |this is |это |у меня |стоит )?(\d{1,4}\.\d{1,6})\s{0,8}[.!]?\s{0,8}$/iu;

const DATE = /^(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{4}\.\d{1,2}\.\d{1,2}|\d{2}\.(?:0[1-9]|1[0-2])\.\d{2})$/;

/** Three numbers that are no date, or four that are no address. */
const isVersion = (number: string): boolean => {
  const parts = number.split('.').map(Number);
  return parts.length === 3 ? !DATE.test(number) : parts.some((part) => part > 255);
};

const bareIn = (text: string): Find | null => {
  for (const line of linesOf(text)) {
    for (const match of line.text.matchAll(BARE)) {
      const at = line.position + match.index;
      if (isVersion(match[0])) return find(match[0], text, [at, endOf(line)], 0.6);
    }
  }
  return null;
};

/** "Acme Desktop 5.2". */
const behindProduct = (text: string, products: DeskSettings['products']): Find | null => {
  const lower = lowered(text.slice(0, TEXT_MOST));
  for (const name of products.flatMap(namesOf)) {
    for (let at = wholeWordAt(lower, name); at !== -1; at = wholeWordAt(lower, name, at + 1)) {
      const end = at + name.length;
      const number = /^[ \t\u00a0]{1,3}(\d{1,4}(?:\.\d{1,6}){1,3})(?![\p{L}\p{N}]|\.\d)/u.exec(
        lower.slice(end, end + 40),
      );
      if (number?.[1] !== undefined) return find(number[1], text, [at, end + number[0].length], 0.8);
    }
  }
  return null;
};

/** The surest way first: named, behind a product's name, three numbers or more, a number alone on its line. */
export const versionIn = (text: string, products: DeskSettings['products']): Find | null =>
  firstMatch(text, NAMED, 0.85) ??
  firstMatch(text, NAMED_BEHIND, 0.8) ??
  behindProduct(text, products) ??
  bareIn(text) ??
  firstMatch(text, ALONE, 0.5);

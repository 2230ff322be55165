/** Finding details in free text that nobody labelled: by the category's own pattern and values, and by kind. */
import { patternProblem, WINDOW } from '../../settings/patterns.ts';
import type { DeskSettings, DetailRule } from '../../settings/schemas.ts';
import type { DetailKind } from '../../ticket/words.ts';
import { nearlyNamed, nearlyProduct, productIn } from '../products/products.ts';
import { endOf, type Find, find, firstMatch, linesOf, lowered, TEXT_MOST, wholeWordAt } from '../text.ts';
import { stepsIn } from '../told/steps.ts';
import { effectIn, expectedIn } from '../told/told.ts';
import { versionIn } from '../versions/versions.ts';
import { logIn } from './logs.ts';
import { referenceIn } from './reference-numbers.ts';

type Products = DeskSettings['products'];
type Recogniser = (text: string, products: Products) => Find | null;

const ADDRESS = /(https?:\/\/[^\s<>"'«»]{1,400})/iu;
const linkIn: Recogniser = (text) => {
  const found = firstMatch(text, ADDRESS, 0.95);
  return found === null ? null : { ...found, value: found.value.replace(/[.,;:!?)\]]{1,5}$/, '') };
};

const nothing: Recogniser = () => null;

/**
 * Pictures are found among the files (files.ts); a screenshot in mere words is known by its label only. Every
 * expression of a kind repeats within bounds, so that none can run away on any text.
 */
const RECOGNISERS: Readonly<Record<DetailKind, Recogniser>> = {
  text: nothing,
  version: versionIn,
  product: productIn,
  steps: stepsIn,
  log: logIn,
  screenshot: nothing,
  link: linkIn,
  'business-effect': effectIn,
  'expected-result': expectedIn,
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
      return find(match[1] ?? match[0], text, [line.position + match.index, endOf(line)], 0.9);
    }
  }
  return null;
};

const byValues = (text: string, values: readonly string[]): Find | null => {
  const lower = lowered(text.slice(0, TEXT_MOST));
  for (const value of values) {
    const at = wholeWordAt(lower, lowered(value));
    if (at !== -1) return find(value, text, [at, at + value.length], 0.9);
  }
  return null;
};

/** Free text by the category's own pattern and values first, then by what is built in for the kind. */
export const recognise = (text: string, rule: DetailRule, products: Products): Find | null =>
  (rule.find?.pattern === undefined ? null : byPattern(text, rule.find.pattern)) ??
  byValues(text, rule.find?.values ?? []) ??
  (rule.kind === 'text' ? referenceIn(text, rule) : RECOGNISERS[rule.kind](text, products));

/** Names that are nearly those of the category's values or of a product; what is written as it should be goes before. */
export const nearly = (text: string, rule: DetailRule, products: Products): Find | null => {
  const values = (rule.find?.values ?? []).map((value) => ({ value, name: lowered(value) }));
  return nearlyNamed(text, values) ?? (rule.kind === 'product' ? nearlyProduct(text, products) : null);
};

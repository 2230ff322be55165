/** Numbers of orders, invoices and the like in free text: "my order #12345", «по заказу № 12345». */
import { stemOf } from '../../search/stems.ts';
import type { DetailRule } from '../../settings/schemas.ts';
import { endOf, type Find, find, linesOf, lowered } from '../text.ts';
import { isCounted, isMeasure } from '../versions/version-words.ts';

const WORD = /[\p{L}\p{N}]{1,40}/gu;
const NUMBER_WORD = /^(?:number|no|nr|num|номер|nummer|numéro|número)$/u;
/** "Number", "no.", «№», "#" between a label and its number. */
const SIGN =
  /^[\s-]{0,3}(?:(?:(?:number|num|номер|nummer|numéro|número)(?!\p{L})|(?:no|nr|n)\.|no(?=\s)|nr(?=\s))\s{0,3})?[#№]?\s{0,3}(?:(?:is|:|=|-|–|—)\s{1,3})?/iu;
/** Has a figure, and no more than a number has. */
const REFERENCE = /^(?=[\p{L}/_-]{0,12}\d)[\p{L}\p{N}][\p{L}\p{N}/_-]{0,30}(?![\p{L}\p{N}.,]*[.,]\d)/u;
/** Without a sign it is long enough to be nothing else, and no longer than people count. */
const UNSIGNED = /^\d{5,12}$/;
const CURRENCY_OR_UNIT = /^[\s\u00a0]{0,3}([\p{L}]{1,20}|[%$€£₽])/u;

/** «Заказу» is «заказ», "orders" are orders, and "ordering" is not. */
const stem = (word: string): string => (/[а-я]/u.test(word) ? stemOf(word) : word.replace(/s$/, ''));
const stemsOf = (text: string): readonly string[] => (lowered(text).match(WORD) ?? []).map(stem);

/** A label as its words' stems, one of them perhaps "number". */
const labelsOf = ({ find: own, name }: DetailRule): readonly (readonly string[])[] =>
  [...(own?.labels ?? []), name.replaceAll(/[-_]/g, ' ')].map(stemsOf).filter((stems) => stems.length > 0);

const referenceBehind = (rest: string, isNumber: boolean): string | null => {
  const sign = SIGN.exec(rest)?.[0] ?? '';
  const value = REFERENCE.exec(rest.slice(sign.length))?.[0];
  if (value === undefined) return null;
  const isSigned = isNumber || /[#№\p{L}]/u.test(sign.replace(/is\s*$/iu, ''));
  const unit =
    CURRENCY_OR_UNIT.exec(lowered(rest.slice(sign.length + value.length, sign.length + 60)))?.[1] ?? '';
  if (isMeasure(unit) || isCounted(unit)) return null;
  return isSigned || UNSIGNED.test(value) ? value : null;
};

/** The first number behind one of a detail's labels, wherever in a sentence that stands. */
export const referenceIn = (text: string, rule: DetailRule): Find | null => {
  const labels = labelsOf(rule);
  const begins = new Set(labels.map(([first = '']) => first.slice(0, 2)));
  for (const line of linesOf(text)) {
    if (!/\d/.test(line.text)) continue;
    const words = [...line.text.matchAll(WORD)];
    for (const [start, { 0: first, index: from }] of words.entries()) {
      if (!begins.has(lowered(first.slice(0, 2)))) continue;
      for (const stems of labels) {
        const written = words.slice(start, start + stems.length);
        const last = written.at(-1);
        if (last === undefined || !stems.every((one, at) => stemsOf(written[at]?.[0] ?? '')[0] === one))
          continue;
        const end = last.index + last[0].length;
        const isNumber = stems.some((one) => NUMBER_WORD.test(one));
        const value = referenceBehind(line.text.slice(end, end + 80), isNumber);
        if (value !== null) return find(value, text, [line.position + from, endOf(line)], 0.85);
      }
    }
  }
  return null;
};

/** Products by what people call them, as it is written, and as they mistype it. */

import { stemOf } from '../search/stems.ts';
import type { DeskSettings } from '../settings/schemas.ts';
import { type Named, nearest } from './misspelt.ts';
import { type Find, find, lowered, TEXT_MOST, wholeWordAt } from './text.ts';

type Products = DeskSettings['products'];

/** Lowered: the name, its aliases, and the id. */
export const namesOf = (product: Products[number]): readonly string[] =>
  [product.name, ...product.aliases, product.id].map(lowered);

const namedOf = (products: Products): readonly Named[] =>
  products.flatMap((product) => namesOf(product).map((name) => ({ value: product.id, name })));

/** The value whose name stands first in the text; the longest name wins at one place. */
const firstNamed = (
  text: string,
  written: string,
  named: readonly Named[],
  confidence: number,
): Find | null => {
  const first = named
    .map((candidate) => ({ ...candidate, at: wholeWordAt(text, candidate.name) }))
    .filter(({ at }) => at !== -1)
    .toSorted((a, b) => a.at - b.at || b.name.length - a.name.length)[0];
  return first === undefined
    ? null
    : find(first.value, written, [first.at, first.at + first.name.length], confidence);
};

/** The id of the product whose name, alias or id stands first in the text. */
export const productIn = (text: string, products: Products): Find | null =>
  firstNamed(lowered(text.slice(0, TEXT_MOST)), text, namedOf(products), 0.9);

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбю';
const OTHER_KEY: ReadonlyMap<string, string> = new Map(
  [...LATIN].flatMap((latin, at): readonly [string, string][] => {
    const cyrillic = CYRILLIC[at] ?? latin;
    return [
      [latin, cyrillic],
      [cyrillic, latin],
    ];
  }),
);

/** What was meant by somebody whose keyboard was switched to the other script: «вуылещз» for "desktop"; as long as it was. */
const otherLayout = (lower: string): string =>
  Array.from({ length: lower.length }, (_, at) => OTHER_KEY.get(lower[at] ?? '') ?? lower[at] ?? '').join('');

/** Shorter names come about by chance. */
const SHORTEST_TYPED = 5;

const CYRILLIC_WORD = /[а-я]/u;

/** Names in whatever case Russian puts them: «в облаке» is «облако». */
const declined = (text: string, named: readonly Named[]): Find | null => {
  const words = [...lowered(text.slice(0, TEXT_MOST)).matchAll(/[\p{L}\p{N}]{1,64}/gu)].map((match) => ({
    stem: stemOf(match[0]),
    from: match.index,
    to: match.index + match[0].length,
  }));
  const sought = named.filter(({ name }) => CYRILLIC_WORD.test(name) && name.length >= SHORTEST_TYPED);
  for (const { value, name } of sought) {
    const stems = (name.match(/[\p{L}\p{N}]{1,64}/gu) ?? []).map(stemOf);
    const at = words.findIndex((_, start) =>
      stems.every((stem, index) => words[start + index]?.stem === stem),
    );
    const [first, last] = [words[at], words[at + stems.length - 1]];
    if (at !== -1 && first !== undefined && last !== undefined)
      return find(value, text, [first.from, last.to], 0.8);
  }
  return null;
};

/** One of the values by a name that is declined, typed on the other layout, or misspelt; the surest way first. */
export const nearlyNamed = (text: string, named: readonly Named[]): Find | null =>
  declined(text, named) ??
  firstNamed(
    otherLayout(lowered(text.slice(0, TEXT_MOST))),
    text,
    named.filter(({ name }) => name.length >= SHORTEST_TYPED),
    0.7,
  ) ??
  nearest(text, named);

/** As productIn, where the name is not written as it should be. */
export const nearlyProduct = (text: string, products: Products): Find | null =>
  nearlyNamed(text, namedOf(products));

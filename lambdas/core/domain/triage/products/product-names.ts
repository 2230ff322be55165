/** The names that a product goes by, and what each of them proves. */
import type { DeskSettings } from '../../settings/schemas.ts';
import { lowered } from '../text.ts';
import { isEveryday } from './everyday.ts';
import type { Named } from './misspelt.ts';

export type Products = DeskSettings['products'];

/**
 * `own`: nothing else is called so. `everyday`: the company calls it so, and everybody other things ("cloud").
 * `short`: the id, or the name without the company's ("desktop" of "Acme Desktop"), which nobody listed as an alias.
 */
type Proof = 'own' | 'everyday' | 'short';

export interface ProductName extends Named {
  readonly proof: Proof;
}

const FIRST_WORD = /^([\p{L}\p{N}]{2,})[ -](?=.*\p{L})/u;

/** The company's or the family's name, with which several products' names begin. */
export const vendorsOf = (products: Products): readonly string[] => {
  const firsts = products.flatMap(({ name }) => FIRST_WORD.exec(lowered(name))?.[1] ?? []);
  return [...new Set(firsts.filter((word, at) => firsts.indexOf(word) !== at))];
};

const shortOf = (name: string, vendors: readonly string[]): readonly string[] => {
  const vendor = vendors.find((one) => name.startsWith(one) && /^[ -]/.test(name.slice(one.length)));
  return vendor === undefined ? [] : [name.slice(vendor.length + 1)];
};

/** Lowered: the name, its aliases, and the id. */
export const namesOf = (product: Products[number]): readonly string[] =>
  [product.name, ...product.aliases, product.id].map(lowered);

/** Lowered, each name of a product once, by what it proves at best. */
export const productNames = (products: Products): readonly ProductName[] => {
  const vendors = vendorsOf(products);
  return products.flatMap(({ id, name, aliases }) => {
    const given = [name, ...aliases].map(lowered);
    const short = [lowered(id), ...shortOf(lowered(name), vendors)].filter((one) => !given.includes(one));
    return [
      ...given.map(
        (one): ProductName => ({ value: id, name: one, proof: isEveryday(one) ? 'everyday' : 'own' }),
      ),
      ...[...new Set(short)].map((one): ProductName => ({ value: id, name: one, proof: 'short' })),
    ];
  });
};

/** Whose version it is: the names in front of a number, of the desk's products and of what has versions besides. */
import { stemOf } from '../../search/stems.ts';
import type { DeskSettings } from '../../settings/schemas.ts';
import { namesOf } from '../products/product-names.ts';
import { lowered } from '../text.ts';
import { FOREIGN_NAMES } from './foreign-names.ts';

type Products = DeskSettings['products'];

/** `own`: one of the desk's products; `foreign`: a browser, an operating system and the like. */
export type Owner = 'own' | 'foreign';

const WORD = /[\p{L}\p{N}]{1,64}/gu;
/** What may stand between two words of a name: "on-premises", "node.js", "1С:Предприятие". */
const INSIDE = /^[\s.\-_/:+&'’]{0,3}$/u;
const NAME_MOST = 80;
const WORDS_MOST = 4;

const wordKey = (word: string): string => (/[а-я]/u.test(word) ? stemOf(word) : word);
/** One for "Acme Desktop", "acme-desktop" and "AcmeDesktop", and for all cases of «облако». */
const keyOf = (name: string): string => (name.match(WORD) ?? []).map(wordKey).join('');

const FOREIGN: ReadonlySet<string> = new Set(FOREIGN_NAMES.map(keyOf));

/** A name and where in the text it begins. */
export interface Named {
  readonly owner: Owner;
  readonly from: number;
}

export interface Owners {
  /** The longest name with which a text (lowered) ends. */
  readonly atEnd: (text: string) => Named | null;
  /** The longest name with which it begins. */
  readonly atStart: (text: string) => Owner | null;
}

const read = (products: Products): Owners => {
  const own = new Set(products.flatMap(namesOf).map((name) => keyOf(lowered(name))));
  const ownerOf = (key: string): Owner | null => (own.has(key) ? 'own' : FOREIGN.has(key) ? 'foreign' : null);
  const atEnd = (text: string): Named | null => {
    const shift = Math.max(0, text.length - NAME_MOST);
    const piece = text.slice(shift);
    const words = [...piece.matchAll(WORD)];
    let key = '';
    let next = piece.length;
    let longest: Named | null = null;
    for (const { 0: word, index } of words.toReversed().slice(0, WORDS_MOST)) {
      const end = index + word.length;
      if (
        !(next === piece.length
          ? end === next || /^[+#]{1,2}$/.test(piece.slice(end))
          : INSIDE.test(piece.slice(end, next)))
      )
        break;
      key = wordKey(word) + key;
      next = index;
      const owner = ownerOf(key);
      if (owner !== null) longest = { owner, from: shift + index };
    }
    return longest;
  };
  const atStart = (text: string): Owner | null => {
    const words = [...text.slice(0, NAME_MOST).matchAll(WORD)].slice(0, WORDS_MOST);
    const keys = words.map((_, index) =>
      words
        .slice(0, index + 1)
        .map(([word]) => wordKey(word))
        .join(''),
    );
    return words[0]?.index === 0 ? (keys.map(ownerOf).findLast((owner) => owner !== null) ?? null) : null;
  };
  return { atEnd, atStart };
};

const READ = new WeakMap<Products, Owners>();

/** Read once for all texts of a ticket: a desk may have thousands of names. */
export const ownersFor = (products: Products): Owners => {
  const owners = READ.get(products) ?? read(products);
  READ.set(products, owners);
  return owners;
};

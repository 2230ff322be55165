/** Products by what people call them, as it is written, and as they mistype it. */
import { isDenied } from '../denial.ts';
import { type Find, find, lowered, TEXT_MOST } from '../text.ts';
import { around, isOrdinary, type Span } from './everyday.ts';
import { type Hit, type Named, nearest } from './misspelt.ts';
import { type ProductName, type Products, productNames, vendorsOf } from './product-names.ts';
import { declinedIn, switchedIn, writtenIn } from './spelt.ts';

export { namesOf } from './product-names.ts';

const WRITTEN = 0.9;
const DECLINED = 0.8;
const SWITCHED = 0.7;

type IsMeant<N extends Named> = (lower: string, hit: Hit<N>) => boolean;
const always = (): boolean => true;

const foundAt = (text: string, { named, span }: Hit<Named>, confidence: number): Find =>
  find(named.value, text, span, confidence);

/** In the order of the text; of names that overlap the longest, the first: "cloud" is no name of its own in "Acme Cloud". */
const inOrder = <N extends Named>(hits: Iterable<Hit<N>>): readonly Hit<N>[] => {
  const sorted = [...hits].sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
  let end = -1;
  return sorted.filter(({ span: [from, to] }) => {
    if (from < end) return false;
    end = to;
    return true;
  });
};

/** One of the values by a name that is declined, typed on the other layout, or misspelt; the surest way first. */
const nearlyIn = <N extends Named>(text: string, named: readonly N[], isMeant: IsMeant<N>): Find | null => {
  if (named.length === 0) return null;
  const lower = lowered(text.slice(0, TEXT_MOST));
  const isHit = (hit: Hit<N>): boolean => isMeant(lower, hit);
  const declined = inOrder(declinedIn(lower, named)).find(isHit);
  if (declined !== undefined) return foundAt(text, declined, DECLINED);
  const switched = inOrder(switchedIn(lower, named)).find(isHit);
  if (switched !== undefined) return foundAt(text, switched, SWITCHED);
  return nearest(text, named, isMeant);
};

export const nearlyNamed = (text: string, named: readonly Named[]): Find | null =>
  nearlyIn(text, named, always);

/** What stands around a short name that is a product all the same: its version, its kind, or that somebody uses it. */
const VERSION_BEHIND = /^,? ?(?:(?:v|ver|version|версии|версия)\.? ?\d|(?:\d{1,2}|20\d\d)\.\d{1,3}(?!\d))/u;
const KIND_BEHIND = /^ (?:version|edition|app|application|program|product|suite|one)(?!\p{L})/u;
const USED =
  /(?:^|[^\p{L}])(?:use|using|bought|purchased|installed|пользу(?:юсь|емся)|использу(?:ю|ем)|установил[аи]?|купил[аи]?) (?:(?:the|your|ваш\p{L}{0,3}) )?$/u;
const CLAUSE_END = /^\s*(?:$|[,.;!?)])|^ (?:and|but|since|version|и|но|а|версии)(?!\p{L})/u;

/** Words that say nothing more beside a product: a line of these and a name is an answer. */
const BESIDES = new Set([
  ...[
    'it',
    's',
    'is',
    'its',
    'the',
    'a',
    'this',
    'that',
    'about',
    'for',
    'we',
    'i',
    'have',
    'one',
    'yours',
    'your',
  ],
  ...[
    'my',
    'our',
    'product',
    'version',
    'v',
    'hi',
    'hello',
    'thanks',
    'please',
    'of',
    'course',
    'windows',
    'mac',
  ],
  ...[
    'это',
    'у',
    'меня',
    'нас',
    'стоит',
    'про',
    'для',
    'о',
    'ваш',
    'ваша',
    'ваше',
    'версия',
    'продукт',
    'наш',
  ],
  ...['das', 'ist', 'die', 'der', 'es', 'c', 'est', 'le', 'la', 'el', 'ce'],
]);

const isAnswer = (before: string, after: string): boolean =>
  [...`${before}\n${after}`.matchAll(/\p{L}+/gu)].every(([word]) => BESIDES.has(word)) &&
  !/[:+]|\d{5}/u.test(`${before}${after}`);

const isProven = (lower: string, span: Span, vendors: readonly string[]): boolean => {
  const [before, after] = around(lower, span);
  return (
    VERSION_BEHIND.test(after) ||
    KIND_BEHIND.test(after) ||
    (USED.test(before) && CLAUSE_END.test(after)) ||
    isAnswer(before, after) ||
    vendors.some(
      (vendor) =>
        new RegExp(String.raw`(?<![\p{L}\p{N}])${vendor}['’]s $`, 'u').test(before) ||
        new RegExp(String.raw`^ (?:of |by |from |от )?${vendor}(?![\p{L}\p{N}])`, 'u').test(after),
    )
  );
};

/** Whether a name in a free text means the product. */
const meantBy =
  (products: Products): IsMeant<ProductName> =>
  (lower, { named: { proof }, span }) => {
    if (isDenied(...around(lower, span))) return false;
    if (proof === 'own') return true;
    const vendors = vendorsOf(products);
    return !isOrdinary(lower, span) && (proof === 'everyday' || isProven(lower, span, vendors));
  };

/** By names of its own a product is surer than by words that everybody uses; those count where there are no others. */
const surest = <H extends Hit<ProductName>>(hits: readonly H[]): readonly H[] => {
  const own = hits.filter(({ named }) => named.proof === 'own');
  return own.length > 0 ? own : hits;
};

const hitsIn = (text: string, products: Products): readonly Hit<ProductName>[] => {
  const lower = lowered(text.slice(0, TEXT_MOST));
  const isMeant = meantBy(products);
  return surest(inOrder(writtenIn(lower, productNames(products))).filter((hit) => isMeant(lower, hit)));
};

/** The id of the product that a free text names first. */
export const productIn = (text: string, products: Products): Find | null => {
  const [first] = hitsIn(text, products);
  return first === undefined ? null : foundAt(text, first, WRITTEN);
};

/** By their ids, all products that free texts name, each where it stands first. */
export const productsIn = (texts: readonly string[], products: Products): ReadonlyMap<string, Find> => {
  const all = texts.flatMap((text) => hitsIn(text, products).map((hit) => ({ ...hit, text })));
  const found = new Map<string, Find>();
  for (const { text, ...hit } of surest(all))
    if (!found.has(hit.named.value)) found.set(hit.named.value, foundAt(text, hit, WRITTEN));
  return found;
};

/** As productIn, where the name is not written as it should be. */
export const nearlyProduct = (text: string, products: Products): Find | null =>
  nearlyIn(
    text,
    productNames(products).filter(({ proof }) => proof !== 'short'),
    meantBy(products),
  );

/**
 * The product that is the answer in a field or behind a label: there any of its names will do, also nearly written.
 * Confidence 1: it is written in full.
 */
export const productSaid = (value: string, products: Products): Find | null => {
  const names = productNames(products);
  const lower = lowered(value.slice(0, TEXT_MOST));
  const first = inOrder(writtenIn(lower, names)).find(({ span }) => !isDenied(...around(lower, span)));
  return first === undefined ? nearlyNamed(value, names) : foundAt(value, first, 1);
};

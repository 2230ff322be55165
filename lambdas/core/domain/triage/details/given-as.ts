/** What somebody gives who was asked for one detail and says nothing else. */
import type { DeskSettings, DetailRule } from '../../settings/schemas.ts';
import { productSaid } from '../products/products.ts';
import { type Find, find, lowered } from '../text.ts';
import { versionGiven } from '../versions/versions.ts';
import { asksBack, givingIn } from './empty-answers.ts';
import { recognise } from './recognise.ts';

type Products = DeskSettings['products'];

/** Nobody has recognised it; a person asked, and a person answered. */
const ANSWER_CONFIDENCE = 0.4;
/** It looks like one, and stands where one was asked for. */
const LIKELY = 0.5;

const PRODUCT_WORDS_MOST = 4;
const VERSION_WORDS_MOST = 12;
const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}.,'-]*/gu) ?? [];

/** "five point two", «пять точка два»: numbers in words, and what may stand with them. */
const NUMBERS = new Set(
  (
    'zero one two three four five six seven eight nine ten eleven twelve ноль один два три четыре пять шесть семь ' +
    'восемь девять десять одиннадцать двенадцать первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая'
  ).split(' '),
);
const WITH_NUMBERS = new Set(
  (
    "point dot version number it's its it is the of i have we use this точка и версия номер это у меня нас стоит вроде " +
    'кажется half с половиной program программы'
  ).split(' '),
);
const isInWords = (sentence: string): boolean => {
  const words = wordsIn(lowered(sentence)).map((word) => word.replace(/[.,]$/u, ''));
  return (
    words.some((word) => NUMBERS.has(word)) &&
    words.every((word) => NUMBERS.has(word) || WITH_NUMBERS.has(word))
  );
};

/** "2 computers", «3 раза»: behind a mere number stands what is counted. */
const COUNTED =
  /^\s{1,3}(?!version|build|release|i think|maybe|or|and|something|верси|сборк|релиз|вроде|кажется|наверн|или|и\s|по-моему)\p{L}/iu;
const isCount = (said: string, number: string): boolean =>
  /^\d{1,6}$/.test(number) && COUNTED.test(said.slice(said.lastIndexOf(number) + number.length));

type Sentence = ReturnType<typeof givingIn>[number];

/** A number, or one in words, of which nothing says that it is of something else. */
const versionOf = (text: string, sentences: readonly Sentence[], products: Products): Find | null => {
  for (const { text: said, from } of sentences) {
    if (wordsIn(said).length > VERSION_WORDS_MOST) continue;
    const span = [from, from + said.length] as const;
    const number = /\d/u.test(said) ? versionGiven(said, products)?.split(' ').at(-1) : undefined;
    if (number !== undefined && !isCount(said, number)) return find(number, text, span, LIKELY);
    if (isInWords(said)) return find(said.replace(/[.!]$/u, ''), text, span, LIKELY);
  }
  return null;
};

/** A name of ours, else a few words that may be one's. */
const productOf = (text: string, sentences: readonly Sentence[], products: Products): Find | null => {
  const known = productSaid(text, products);
  if (known !== null) return known;
  const [first, second] = sentences;
  if (first === undefined || second !== undefined || wordsIn(first.text).length > PRODUCT_WORDS_MOST)
    return null;
  const value = first.text.replace(/[.!]$/u, '');
  return find(value, text, [first.from, first.from + first.text.length], ANSWER_CONFIDENCE);
};

/** Null: it gives nothing of the kind. `hasFiles`: "see attachment" may mean something. */
export const givenAs = (
  text: string,
  rule: DetailRule,
  products: Products,
  hasFiles = false,
): Find | null => {
  const found = recognise(text, rule, products);
  if (found !== null && rule.kind !== 'steps') return found;
  const sentences = givingIn(text, hasFiles);
  switch (rule.kind) {
    // These are files and addresses: no words take their place.
    case 'screenshot':
    case 'link':
      return null;
    case 'version':
      return versionOf(text, sentences, products);
    case 'product':
      return asksBack(text) ? null : productOf(text, sentences, products);
    default:
      return asksBack(text) || sentences.length === 0
        ? null
        : find(text, text, [0, text.length], found?.confidence ?? ANSWER_CONFIDENCE);
  }
};

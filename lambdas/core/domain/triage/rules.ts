/** What the desk's own rules say of a ticket (ADR 22). */
import { languageOf } from '../people/language.ts';
import type { TriageRule } from '../settings/rule-schema.ts';
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Line, Locale, Priority } from '../ticket/words.ts';
import { isUnwanted } from './denial.ts';
import { type Phrase, phraseOf, stretchesOf, type WordedText, wordedText } from './phrases.ts';
import { productsIn } from './products/products.ts';
import { type Source, TEXT_MOST } from './text.ts';

/** One outcome, with the rule and the word that it holds by; the word is null when the rule names none. */
export interface Ruled<T> {
  readonly value: T;
  readonly rule: string;
  readonly word: string | null;
}

export interface Ruling {
  readonly category: Ruled<string> | null;
  readonly priority: Ruled<Priority> | null;
  readonly line: Ruled<Line> | null;
}

/** As much around a phrase as says that it is not wanted. */
const AROUND = 60;

/** It stands there and is not denied. */
const isSaid = (phrase: Phrase, text: WordedText): boolean =>
  stretchesOf(phrase, text).some(([first, end]) => {
    const [from = 0, to = 0] = [text.starts[first], text.starts[end]];
    const before = text.spaced.slice(Math.max(0, from - AROUND), from + 1);
    return !isUnwanted(before, text.spaced.slice(to, to + AROUND));
  });

const READ = new WeakMap<readonly string[], readonly Phrase[]>();

/** Kept for as long as the rule itself, which settings hold in memory until they change. */
const phrasesOf = (words: readonly string[]): readonly Phrase[] => {
  const phrases = READ.get(words) ?? words.map(phraseOf);
  READ.set(words, phrases);
  return phrases;
};

/** The first of the phrases that a text says; "refund*" also finds "refunds". */
const wordIn = (text: WordedText, words: readonly string[]): string | undefined => {
  const said = phrasesOf(words).findIndex((phrase) => isSaid(phrase, text));
  return words[said];
};

type Facts = Pick<Ticket, 'product' | 'mailbox' | 'requester'>;

interface Held {
  readonly rule: TriageRule;
  readonly word: string | null;
}

const held = (
  rule: TriageRule,
  text: WordedText,
  ticket: Facts,
  language: Locale,
  products: readonly string[],
): Held | null => {
  const { words, product, plan, mailbox, language: wanted } = rule.when;
  if (plan !== undefined && plan !== ticket.requester.plan) return null;
  if (mailbox !== undefined && mailbox !== ticket.mailbox) return null;
  if (wanted !== undefined && languageOf(wanted) !== languageOf(language)) return null;
  if (product !== undefined && !products.includes(product)) return null;
  if (words === undefined) return { rule, word: null };
  const word = wordIn(text, words);
  return word === undefined ? null : { rule, word };
};

/** The product that the ticket names, else those that the texts name. */
const productsOf = (
  texts: readonly Source[],
  ticket: Facts,
  { desk }: Pick<Settings, 'desk'>,
): readonly string[] =>
  ticket.product === null
    ? [
        ...productsIn(
          texts.map(({ text }) => text),
          desk.products,
        ).keys(),
      ]
    : [ticket.product];

/**
 * Of the rules that hold, the first that says something of each field. Those of categories that are never held (payments,
 * licences) come before all others: money is not made to wait because somebody also named a product. Of each text the
 * first 20,000 UTF-16 units are read.
 */
export const rulingOn = (
  ticket: Facts,
  texts: readonly Source[],
  language: Locale,
  settings: Pick<Settings, 'rules' | 'categories' | 'desk'>,
): Ruling => {
  const text = wordedText(texts.map((source) => source.text.slice(0, TEXT_MOST)).join('\n'));
  const isProductSought = settings.rules.some(({ when }) => when.product !== undefined);
  const products = isProductSought ? productsOf(texts, ticket, settings) : [];
  const isFirst = ({ set }: TriageRule): boolean =>
    settings.categories.some(({ id, neverHeld }) => neverHeld && id === set.category);
  const inOrder = [...settings.rules.filter(isFirst), ...settings.rules.filter((rule) => !isFirst(rule))];
  const all = inOrder.flatMap((rule) => held(rule, text, ticket, language, products) ?? []);
  const first = <F extends keyof TriageRule['set']>(
    field: F,
  ): Ruled<NonNullable<TriageRule['set'][F]>> | null => {
    for (const { rule, word } of all) {
      const value = rule.set[field];
      if (value !== undefined) return { value, rule: rule.id, word };
    }
    return null;
  };
  return { category: first('category'), priority: first('priority'), line: first('line') };
};

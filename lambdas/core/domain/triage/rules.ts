/** What the desk's own rules say of a ticket (ADR 22). */
import { languageOf } from '../people/language.ts';
import { fold, runsOf } from '../search/tokens.ts';
import type { TriageRule } from '../settings/rule-schema.ts';
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Line, Locale, Priority } from '../ticket/words.ts';
import { isUnwanted } from './denial.ts';
import type { Span } from './products/everyday.ts';
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

/** Words between single spaces, one at each end too, so that words can be sought as they are. */
const spaced = (text: string): string => ` ${runsOf(fold(text)).join(' ')} `;

/** Of a phrase of several words: `*` alone is up to three words, behind letters whatever begins so. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^\*$/u, '(?: [^ ]+){0,3}'],
  [/\*$/u, '[^ ]*'],
];

const partOf = (word: string): string => {
  const [, open = ''] = PARTS.find(([form]) => form.test(word)) ?? [];
  return `${spaced(word).trimEnd()}${open}`;
};

/** Where a phrase stands in a spaced text, each time: from its first space to before its last. */
function* placesOf(text: string, phrase: string): Generator<Span> {
  if (phrase.slice(0, -1).includes('*')) {
    const expression = new RegExp(`${phrase.split(/\s+/).map(partOf).join('')}(?= )`, 'gu');
    for (const { index, 0: found } of text.matchAll(expression)) yield [index, index + found.length];
    return;
  }
  const isBeginning = phrase.endsWith('*');
  const sought = isBeginning ? spaced(phrase).trimEnd() : spaced(phrase);
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + 1))
    yield [at, text.indexOf(' ', at + sought.length - 1)];
}

/** As much around a phrase as says that it is not wanted. */
const AROUND = 60;

/** It stands there and is not denied. */
const isSaid = (text: string, phrase: string): boolean => {
  for (const [from, to] of placesOf(text, phrase)) {
    const before = text.slice(Math.max(0, from - AROUND), from + 1);
    if (!isUnwanted(before, text.slice(to, to + AROUND))) return true;
  }
  return false;
};

/** The first of the phrases that a spaced text says; "refund*" also finds "refunds". */
const wordIn = (text: string, phrases: readonly string[]): string | undefined =>
  phrases.find((phrase) => isSaid(text, phrase));

type Facts = Pick<Ticket, 'product' | 'mailbox' | 'requester'>;

interface Held {
  readonly rule: TriageRule;
  readonly word: string | null;
}

const held = (
  rule: TriageRule,
  text: string,
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
  const text = spaced(texts.map((source) => source.text.slice(0, TEXT_MOST)).join('\n'));
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

/** What is indexed of a ticket as a row; lists of stems are one text each, since a stem has no space. */
import * as z from 'zod/mini';
import type { TicketWords } from '../../domain/search/ticket-words.ts';
import { wordsKey } from './keys.ts';
import type { Row } from './table.ts';

const stems = z._default(z.string(), '');

const wordsRow = z.object({
  version: z.int(),
  rules: z.int(),
  subject: stems,
  about: stems,
  said: stems,
  /** A digit for each stem of `said`. */
  weights: stems,
});

const listIn = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

export const rowOfWords = (ticketId: string, words: TicketWords): Row => {
  const { version, rules, subject, about, said } = words;
  return {
    ...wordsKey(ticketId),
    version,
    rules,
    subject: subject.join(' '),
    about: about.join(' '),
    said: said.map(({ stem }) => stem).join(' '),
    weights: said.map(({ weight }) => weight).join(''),
  };
};

export const wordsOf = (row: Row): TicketWords => {
  const { version, rules, subject, about, said, weights } = z.parse(wordsRow, row);
  return {
    version,
    rules,
    subject: listIn(subject),
    about: listIn(about),
    said: listIn(said).map((stem, at) => ({ stem, weight: Number(weights[at] ?? 1) })),
  };
};

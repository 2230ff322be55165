/** The query of a request: known keys once each, and the page that it asks for. */
import * as z from 'zod/mini';
import type { Route } from '../contracts/route.ts';
import { DomainError, type FieldProblem } from '../domain/errors.ts';
import { fieldProblems, WORDLESS } from './sentences.ts';

const badQuery = (problems: readonly FieldProblem[]): DomainError =>
  new DomainError('BadQuery', 'malformed', 'The query is wrong; each fault is named in errors.', {
    problems,
  });

/** Every key with its value. Throws BadQuery for a broken percent-encoding or a key given twice. */
export const queryOf = (raw: string): Readonly<Record<string, string>> => {
  if (/%(?![0-9a-f]{2})/i.test(raw)) throw badQuery([{ path: '', message: 'has a broken percent-encoding' }]);
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(raw)) {
    if (values.has(name)) throw badQuery([{ path: name, message: 'is given twice' }]);
    values.set(name, value);
  }
  return Object.fromEntries(values);
};

/**
 * By the route's schema; without one nothing may be asked. Pages for people take any key: mail programs and
 * trackers add their own to links. Throws BadQuery.
 */
export const checkedQuery = (
  route: Pick<Route, 'query' | 'who'>,
  query: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const schema = route.query?.() ?? (route.who === 'link' ? z.object({}) : z.strictObject({}));
  const read = z.safeParse(schema, query, WORDLESS);
  if (!read.success) throw badQuery(fieldProblems(read.error.issues, query));
  return read.data as Readonly<Record<string, string>>;
};

/** Entries of a page when the caller does not say. */
export const PAGE_SIZE = 50;

/** What cursors are bound to, beside route and caller: all that was asked but the page itself. */
export const withoutPage = (query: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([name]) => !name.startsWith('page['))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

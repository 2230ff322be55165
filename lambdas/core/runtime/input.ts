/** What a route is asked, parsed once: path, query and body by the schemas of its row. */
import * as z from 'zod/mini';
import type { Route } from '../contracts/route.ts';
import { DomainError, invalid, ticketNotFound } from '../domain/errors.ts';
import { formOf, jsonOf, type Sent } from './body.ts';
import { fieldProblems, WORDLESS } from './sentences.ts';

/** A path that cannot name anything names nothing: 404, the same as for what does not exist. */
export const paramsOf = (route: Pick<Route, 'params'>, given: Readonly<Record<string, string>>): unknown => {
  const read = z.safeParse(route.params?.() ?? z.strictObject({}), given);
  if (read.success) return read.data;
  throw read.error.issues.some((issue) => issue.path[0] === 'ticket')
    ? ticketNotFound()
    : new DomainError('NotFound', 'missing', 'There is nothing at this path.');
};

/** A POST that has nothing to say need not say `{}`; elsewhere an empty body is a mistake. */
const jsonOrNothing = (route: Route, sent: Sent, bytes: Buffer): unknown => {
  if (bytes.byteLength > 0) return jsonOf(sent, bytes);
  if (route.method === 'POST' && route.body !== undefined && z.safeParse(route.body(), {}).success) return {};
  throw new DomainError('MalformedBody', 'malformed', 'The body is empty; send a JSON object.');
};

/** Null for routes that take no body. Throws InvalidInput with every wrong field at once. */
export const bodyOf = (route: Route, sent: Sent, bytes: Buffer): unknown => {
  if (route.form === true) return formOf(sent, bytes);
  if (route.body === undefined) return null;
  const value = jsonOrNothing(route, sent, bytes);
  const read = z.safeParse(route.body(), value, WORDLESS);
  if (!read.success) throw invalid(fieldProblems(read.error.issues, value));
  return read.data;
};

/** What `q=` means: a number or an address, and filters. Search over words comes with "Analysis and line assignment". */
import { DomainError } from '../errors.ts';
import { LINES, type Line, STATUSES, type Status } from './words.ts';

export interface Search {
  readonly by:
    | { readonly kind: 'number'; readonly number: number }
    | { readonly kind: 'email'; readonly email: string };
  readonly status: Status | null;
  readonly line: Line | null;
  readonly product: string | null;
  readonly category: string | null;
}

const malformed = (message: string): DomainError => new DomainError('BadQuery', 'malformed', message);

const filterOf = (terms: readonly string[], name: string): string | null => {
  const found = terms.filter((term) => term.startsWith(`${name}:`));
  if (found.length > 1) throw malformed(`${name}: may be given once.`);
  return found[0]?.slice(name.length + 1) ?? null;
};

const oneOf = <T extends string | number>(
  value: string | null,
  known: readonly T[],
  name: string,
): T | null => {
  if (value === null) return null;
  const match = known.find((one) => String(one) === value);
  if (match === undefined) throw malformed(`${name}: must be one of ${known.join(', ')}.`);
  return match;
};

const FILTERS = ['status', 'line', 'product', 'category'];

/** Throws BadQuery for a filter that is not one, NotBuiltYet for words. */
export const parseSearch = (query: string): Search => {
  const terms = query.trim().split(/\s+/u);
  const filters = terms.filter((term) => FILTERS.includes(term.split(':', 1)[0] ?? '') && term.includes(':'));
  const rest = terms.filter((term) => !filters.includes(term));
  const [term, ...more] = rest;
  if (term === undefined || term === '') throw malformed('Search for a ticket number or an email address.');
  const number = /^#?([1-9][0-9]{0,14})$/.exec(term)?.[1];
  const isEmail = /^[^\s@]+@[^\s@]+$/u.test(term);
  if (more.length > 0 || (number === undefined && !isEmail))
    throw new DomainError(
      'NotBuiltYet',
      'unbuilt',
      'Search over words is not built yet; search for a ticket number or the email address of a requester.',
    );
  return {
    by:
      number === undefined
        ? { kind: 'email', email: term.toLowerCase() }
        : { kind: 'number', number: Number(number) },
    status: oneOf(filterOf(filters, 'status'), STATUSES, 'status'),
    line: oneOf(filterOf(filters, 'line'), LINES, 'line'),
    product: filterOf(filters, 'product'),
    category: filterOf(filters, 'category'),
  };
};

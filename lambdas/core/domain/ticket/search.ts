/** What `q=` means: a ticket, an address or words, and filters. */
import { DomainError } from '../errors.ts';
import { whyNothing } from '../search/query.ts';
import { LINES, type Line, STATUSES, type Status } from './words.ts';

export interface Search {
  /** `ref`: an id or a number. */
  readonly by:
    | { readonly kind: 'ticket'; readonly ref: string | number }
    | { readonly kind: 'email'; readonly email: string }
    | { readonly kind: 'words' };
  /** Without the filters. An id, a number or an address that no ticket has is sought as a word; null: only as what it is. */
  readonly text: string | null;
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

/** What stands in quotation marks is one term, so that it may hold anything. */
const TERM = /"[^"]*"|«[^»]*»|\S+/gu;

const TICKET_ID = /^tkt_[0-9A-HJKMNP-TV-Z]{26}$/;

const byOf = (terms: readonly string[]): Search['by'] => {
  const [term = '', ...more] = terms;
  if (more.length > 0) return { kind: 'words' };
  const number = /^#?([1-9][0-9]{0,14})$/.exec(term)?.[1];
  if (number !== undefined) return { kind: 'ticket', ref: Number(number) };
  if (TICKET_ID.test(term)) return { kind: 'ticket', ref: term };
  return /^[^\s@]+@[^\s@]+$/u.test(term) ? { kind: 'email', email: term.toLowerCase() } : { kind: 'words' };
};

/** Throws BadQuery for a filter that is not one, when there are only filters, and for words that can find nothing. */
export const parseSearch = (query: string): Search => {
  const terms = query.match(TERM) ?? [];
  const filters = terms.filter((term) => FILTERS.includes(term.split(':', 1)[0] ?? '') && term.includes(':'));
  const rest = terms.filter((term) => !filters.includes(term));
  if (rest.length === 0) throw malformed('Search for words, a ticket number or an email address.');
  const by = byOf(rest);
  const why = by.kind === 'words' ? whyNothing(rest.join(' ')) : null;
  if (why !== null) throw malformed(why);
  return {
    by,
    text: by.kind === 'ticket' && rest[0]?.startsWith('#') === true ? null : rest.join(' '),
    status: oneOf(filterOf(filters, 'status'), STATUSES, 'status'),
    line: oneOf(filterOf(filters, 'line'), LINES, 'line'),
    product: filterOf(filters, 'product'),
    category: filterOf(filters, 'category'),
  };
};

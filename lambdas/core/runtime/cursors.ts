/** Cursors: where a page ended, sealed for one caller, route and query, so that nobody can page elsewhere with it. */
import { createHash } from 'node:crypto';
import { DomainError } from '../domain/errors.ts';
import type { Caller } from '../domain/people/caller.ts';
import { callerKey } from './conditions.ts';
import type { CursorSeals } from './door.ts';
import { PAGE_SIZE, withoutPage } from './query.ts';

/** What a list was asked. */
export interface Listing {
  readonly caller: Caller;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** 43 characters, always: what stands behind them is the store's own. */
const boundTo = ({ caller, path, query }: Listing): string =>
  createHash('sha256')
    .update(JSON.stringify([callerKey(caller), path, withoutPage(query)]))
    .digest('base64url');

const badCursor = (): DomainError =>
  new DomainError(
    'BadCursor',
    'malformed',
    'page[after] is no cursor of this list. Take it from links.next, with the same query.',
  );

/** The page that was asked for. Throws BadCursor. */
export const pageOf = async (
  seals: CursorSeals,
  listing: Listing,
): Promise<{ readonly size: number; readonly after: string | null }> => {
  const size = Number(listing.query['page[size]'] ?? PAGE_SIZE);
  const sealed = listing.query['page[after]'];
  if (sealed === undefined) return { size, after: null };
  const opened = await seals.open('cursor', sealed);
  const bound = boundTo(listing);
  if (opened === null || !opened.startsWith(bound)) throw badCursor();
  return { size, after: opened.slice(bound.length) };
};

/** The link to the page behind this one; it keeps the rest of the query. */
export const nextLink = async (
  seals: CursorSeals,
  listing: Listing,
  next: string,
  baseUrl: string,
): Promise<string> => {
  const cursor = await seals.seal('cursor', boundTo(listing) + next);
  const query = new URLSearchParams({ ...listing.query, 'page[after]': cursor });
  return `${baseUrl}${listing.path}?${query}`;
};

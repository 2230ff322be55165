/** An outcome as an HTTP answer: checked and stripped by its route's schema, with version, location and envelope. */
import * as z from 'zod/mini';
import type { Route } from '../contracts/route.ts';
import { type Listing, nextLink } from './cursors.ts';
import type { ApiDoor } from './door.ts';
import { log } from './logger.ts';
import type { Outcome } from './operation.ts';

/** What the gateway takes from a function (HTTP API payload format 2.0). */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Thrown when an operation breaks its route's promise: a 500 that tells the caller nothing. */
class AnswerMismatch extends Error {
  override readonly name = 'AnswerMismatch';
}

const checked = (route: Route, body: unknown): unknown => {
  if (route.answer === undefined) return body;
  const read = z.safeParse(route.answer(), body);
  if (read.success) return read.data;
  log('error', 'API_ANSWER_MISMATCH', {
    route: route.id,
    fields: read.error.issues.map((issue) => issue.path.join('.')),
  });
  throw new AnswerMismatch();
};

/** Absolute, so that a first answer and its replay name the same place. */
const locationOf = (outcome: Outcome<unknown>, baseUrl: string): string | undefined => {
  const { location, body } = outcome;
  if (location !== undefined) return location.startsWith('/') ? baseUrl + location : location;
  if (outcome.status !== 201 || typeof body !== 'object' || body === null || !('links' in body))
    return undefined;
  const { links } = body;
  return typeof links === 'object' && links !== null && 'self' in links && typeof links.self === 'string'
    ? links.self
    : undefined;
};

const withEnvelope = async (
  door: Pick<ApiDoor, 'seals' | 'baseUrl'>,
  listing: Listing,
  { body, page }: Outcome<unknown>,
): Promise<unknown> => {
  if (page === undefined) return body;
  const next = page.next === null ? null : await nextLink(door.seals, listing, page.next, door.baseUrl);
  const count = page.count === undefined ? {} : { count: page.count };
  return { data: body, meta: { hasMore: next !== null, ...count }, links: { next } };
};

/** Of every route but the pages for people. */
export const jsonAnswer = async (
  door: Pick<ApiDoor, 'seals' | 'baseUrl'>,
  route: Route,
  listing: Listing,
  outcome: Outcome<unknown>,
): Promise<Answer> => {
  const statusCode = outcome.status ?? route.status;
  const isEmpty = statusCode === 204 || statusCode === 302;
  const body = isEmpty ? '' : JSON.stringify(checked(route, await withEnvelope(door, listing, outcome)));
  const location = locationOf({ ...outcome, status: statusCode }, door.baseUrl);
  return {
    statusCode,
    headers: {
      ...outcome.headers,
      ...(isEmpty ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...(outcome.version === undefined ? {} : { etag: `"${outcome.version}"` }),
      ...(location === undefined ? {} : { location }),
    },
    body,
  };
};

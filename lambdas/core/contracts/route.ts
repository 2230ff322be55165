/** What a route of the HTTP API is: one row of the table that gateway, validation, OpenAPI and tests derive from. */
import type * as z from 'zod/mini';
import type { Scope } from '../domain/ticket/words.ts';

/** The lowest role that may call it; `link` routes carry their credential in the path, `public` ones need none. */
export type Who = 'public' | 'link' | 'all' | 'agent' | 'lead' | 'admin';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Route {
  readonly id: string;
  readonly method: Method;
  /** Gateway path with `{parameters}`. */
  readonly path: string;
  readonly who: Who;
  /** Scope that a machine key needs; null: no key may call it. */
  readonly scope: Scope | null;
  readonly summary: string;
  /** Schemas are made when they are first asked for (later.ts). */
  readonly params?: () => z.core.$ZodType;
  readonly query?: () => z.core.$ZodType;
  /** JSON body; pages take `application/x-www-form-urlencoded` instead (`form`). */
  readonly body?: () => z.core.$ZodType;
  readonly form?: boolean;
  /** Absent: the route answers a page or nothing. */
  readonly answer?: () => z.core.$ZodType;
  /** Status of success. */
  readonly status: 200 | 201 | 202 | 204 | 302;
  /** Counted against the caller's rate limit. */
  readonly limited?: boolean;
  /** False: answers 501 and is marked so in the OpenAPI document. */
  readonly built: boolean;
}

/** Rows by their ids, in one place so that the literal types of both survive. */
export const table = <const T extends Record<string, Omit<Route, 'id'>>>(rows: T): T => rows;

/** Which function answers it: by trust, not by topic (design.md section 3). */
export const doorOf = (route: Pick<Route, 'who'>): 'requester' | 'agent' | 'admin' => {
  if (route.who === 'admin') return 'admin';
  return route.who === 'agent' || route.who === 'lead' ? 'agent' : 'requester';
};

/** Answered with a page for people; other links are for programs, whose answers have a schema. */
export const isPage = (route: Pick<Route, 'who' | 'answer'>): boolean =>
  route.who === 'link' && route.answer === undefined;

export const routeKeyOf = (route: Pick<Route, 'method' | 'path'>): string => `${route.method} ${route.path}`;

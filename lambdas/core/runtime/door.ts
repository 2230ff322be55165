/** What compose.ts hands to a frame: the operations of a door and the little that the frame needs beside them. */
import type { Route } from '../contracts/route.ts';
import type { RouteId } from '../contracts/routes.ts';
import type { Caller } from '../domain/people/caller.ts';
import type { Operations } from './operation.ts';
import type { Problem } from './problem.ts';

/** How a limited route stands for this caller; `resetSeconds` until the minute is over. */
export interface RateVerdict {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly allowed: boolean;
}

/** The answer that an idempotency key has had. */
export interface KeptAnswer {
  readonly bodyHash: string;
  readonly answer: { readonly status: number; readonly version: number | null; readonly body: unknown };
}

/** The part of Seals that cursors need. */
export interface CursorSeals {
  seal(purpose: 'cursor', text: string): Promise<string>;
  open(purpose: 'cursor', sealed: string): Promise<string | null>;
}

/** One of the three API functions. */
export interface ApiDoor {
  /** The routes that it answers; others of the table it only knows for 405. */
  readonly routes: readonly RouteId[];
  readonly operations: Operations;
  /** From the Authorization header; throws DomainError `unauthenticated`. Not asked on public and link routes. */
  readonly identify: (authorization: string | undefined) => Promise<Caller>;
  /** Not asked on public and link routes. */
  readonly allow: (
    caller: Caller,
    route: Pick<Route, 'id' | 'who' | 'scope'>,
  ) => 'yes' | 'unauthenticated' | 'forbidden';
  /** Counts the request; null: no limit is set. Asked on `limited` routes only. */
  readonly limit: (
    caller: Caller,
    source: { readonly address: string },
    route: Pick<Route, 'id' | 'who'>,
  ) => Promise<RateVerdict | null>;
  readonly replay: (scope: string) => Promise<KeptAnswer | null>;
  readonly seals: CursorSeals;
  /** Where people reach the desk, without a trailing slash: links and the Origin of forms. */
  readonly baseUrl: string;
  /** HTML for what went wrong on a link route; `locale` is the browser's first language, `en` when unknown. */
  readonly errorPage?: (problem: Problem, locale: string) => Promise<string>;
  /** Where the OpenAPI document lies; by default beside the bundle. */
  readonly openApiFile?: URL;
}

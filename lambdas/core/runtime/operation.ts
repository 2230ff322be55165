/** What a frame gives to an operation and gets back: the same shapes as application/operation.ts, kept equal by a test. */
import type * as z from 'zod/mini';
import type { ROUTES, RouteId } from '../contracts/routes.ts';
import type { Caller } from '../domain/people/caller.ts';

/** A request after every check that needs no rule: who asks is verified, what is asked has its shape. */
export interface Request<I> {
  readonly caller: Caller;
  /** `{ params, query, body }`, each by the schema of its route. */
  readonly input: I;
  /** Version that `If-Match` names; null when any will do. */
  readonly ifMatch: number | null;
  /** Set when an `Idempotency-Key` came: keep the answer under it in the transaction that makes the change. */
  readonly once: { readonly scope: string; readonly bodyHash: string } | null;
  readonly correlationId: string;
  /** `after` is what an earlier `Outcome.page.next` said, unsealed. */
  readonly page: { readonly size: number; readonly after: string | null };
  readonly source: { readonly address: string };
}

/** What a use case answers; the frame makes the HTTP answer of it. */
export interface Outcome<O> {
  /** Of a list with `page`: the items alone. Of a page for people: its HTML. */
  readonly body: O;
  /** Becomes the `ETag`. */
  readonly version?: number;
  readonly location?: string;
  /** Instead of the route's own. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Makes the envelope `{ data, meta, links }`; `next` is the store's own, the frame seals it. `count`: of how many it
   * is a page.
   */
  readonly page?: { readonly next: string | null; readonly count?: number };
}

export type Operation<I, O> = (request: Request<I>) => Promise<Outcome<O>>;

/** JSON never carries undefined, so an optional field is there with its type or not there at all. */
type Exact<T> = T extends readonly (infer Item)[]
  ? readonly Exact<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Exact<Exclude<T[K], undefined>> }
    : T;

type Part<Row, Name extends string, Otherwise> =
  Row extends Readonly<Record<Name, () => infer Schema extends z.core.$ZodType>>
    ? Exact<z.output<Schema>>
    : Otherwise;

/** The fields of a form, as sent: bounded, without control characters. */
export type Form = Readonly<Record<string, string>>;

/** What the operation of a route is asked. */
export interface InputOf<R extends RouteId> {
  readonly params: Part<(typeof ROUTES)[R], 'params', Record<never, never>>;
  readonly query: Part<(typeof ROUTES)[R], 'query', Record<never, never>>;
  readonly body: (typeof ROUTES)[R] extends { readonly form: true }
    ? Form
    : Part<(typeof ROUTES)[R], 'body', null>;
}

type Answer<Row> =
  Row extends Readonly<Record<'answer', () => infer Schema extends z.core.$ZodType>>
    ? Exact<z.input<Schema>> extends { readonly data: infer Items; readonly links: unknown }
      ? Items
      : Exact<z.input<Schema>>
    : unknown;

/** The body that the operation of a route answers: of a list its items alone, of a page its HTML. */
export type AnswerOf<R extends RouteId> = Answer<(typeof ROUTES)[R]>;

/** The operations of a door by route; a built route without one is an error at cold start. */
export type Operations = { readonly [R in RouteId]?: Operation<InputOf<R>, AnswerOf<R>> };

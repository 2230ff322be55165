/** What a use case of the HTTP API is given and what it answers; the frames of runtime/ speak the same shapes. */
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

/** Who is asking, as the frame has verified it. Rules decide by this and nothing else. */
import type { Line, Locale, Role, Scope } from '../ticket/words.ts';

export interface RequesterCaller {
  readonly kind: 'requester';
  readonly personId: string;
  readonly email: string;
  readonly name: string | null;
  readonly locale: Locale | null;
}

export interface AgentCaller {
  readonly kind: 'agent';
  readonly role: Exclude<Role, 'requester'>;
  /** `agt_…` as in settings, or `usr_<subject>` for a lead or admin who is not listed there. */
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly lines: readonly Line[];
  readonly groups: readonly string[];
}

export interface MachineCaller {
  readonly kind: 'machine';
  /** `key_…`. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Products it is limited to; empty means all. */
  readonly products: readonly string[];
  /** Its own POSTs a minute; null: the desk's setting for keys. */
  readonly rateLimit: number | null;
}

/** The holder of a ticket page token used as a bearer: one person, one ticket. */
export interface LinkCaller {
  readonly kind: 'link';
  readonly personId: string;
  readonly email: string;
  readonly ticketId: string;
}

export interface PublicCaller {
  readonly kind: 'public';
}

export type Caller = RequesterCaller | AgentCaller | MachineCaller | LinkCaller | PublicCaller;

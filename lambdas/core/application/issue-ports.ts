/** What escalation to developers needs from outside: telling their tracker, and who tells it of what. */
import type { WebhookAnswer } from '../domain/issues/answer.ts';

/** A request to somebody else's service. */
export interface WebhookRequest {
  /** The same for every attempt: a receiver may drop the second. */
  readonly id: string;
  readonly url: string;
  readonly method: string;
  /** Values may name secrets: `Bearer ${secret:github}`. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
  /** Name of the secret that signs it; null: it is not signed. */
  readonly signingSecret: string | null;
  /** ISO 8601 UTC. */
  readonly sentAt: string;
}

/** Requests to trackers. Whatever the other side does is an answer; nothing of a secret is ever in it. */
export interface Webhooks {
  /** Ten seconds at most. Throws Throttled when the secrets cannot be read. */
  send(request: WebhookRequest): Promise<WebhookAnswer>;
}

/** One issue of one ticket. */
export interface IssueOf {
  readonly ticketId: string;
  readonly issueId: string;
}

/** What the tracker made of it. */
export interface IssueMade {
  readonly reference: string | null;
  readonly url: string | null;
}

/** `attempts` counts this one; `wait`: another attempt may be under way, or has just failed; `refused`: for good. */
export type IssueClaim =
  | { readonly kind: 'mine'; readonly attempts: number }
  | { readonly kind: 'wait' }
  | { readonly kind: 'refused' }
  | ({ readonly kind: 'made' } & IssueMade);

/** Who sends which issue: claimed before it is sent, completed after, as mails are. */
export interface IssueClaims {
  /**
   * Not while another claim is younger than 45 seconds: no attempt lives longer, and events that come twice use up no
   * attempts. Never again once it was made or refused.
   */
  claim(of: IssueOf, now: string): Promise<IssueClaim>;
  /** The tracker has it, whatever was thought of it before. */
  complete(of: IssueOf, made: IssueMade): Promise<void>;
  /** The tracker does not want it. Nothing where it was made after all. */
  refuse(of: IssueOf): Promise<void>;
}

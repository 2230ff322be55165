/** What the clocks of a ticket need to know of its events: a fold over them, kept on the ticket row. */

/** Why no promise to solve runs for a while; none at all while it is merged into another ticket. */
export type PauseReason = 'pending' | 'details' | 'solved' | 'merged';

export interface Pause {
  /** ISO 8601 UTC. */
  readonly from: string;
  /** null while it lasts. */
  readonly to: string | null;
  readonly why: PauseReason;
}

/** Which policy a ticket came under, and when. */
export interface PolicyPeriod {
  /** ISO 8601 UTC; it lasts until the next one begins. */
  readonly from: string;
  /** Ids of the SLA policy and of the schedule that it named; null when no policy matched. */
  readonly policy: string | null;
  readonly schedule: string | null;
}

/**
 * Rebuilt from the events at any time, the policies aside, which also depend on the settings of their day; never counted
 * up in place (product.md section 6).
 */
export interface ClockMarks {
  readonly createdAt: string;
  /** First public comment by an agent. */
  readonly firstReplyAt: string | null;
  readonly lastReplyAt: string | null;
  readonly publicReplies: number;
  /** After the first reply: the oldest comment of the requester that no public agent comment has answered. */
  readonly unansweredSince: string | null;
  /** The agent who wrote the newest public comment. */
  readonly lastReplyBy: string | null;
  /** In order, never overlapping; only the last may be open. */
  readonly pauses: readonly Pause[];
  readonly solvedAt: string | null;
  /** How often a solved ticket was opened again. */
  readonly reopens: number;
  /** In order; the first counts from creation. Empty before policies were kept: the present one has always applied. */
  readonly policies: readonly PolicyPeriod[];
}

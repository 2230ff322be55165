/** What analysis and routing found out about a ticket, kept so that anyone can see why. */
import type { DetailKind, Line, Locale, Priority } from '../ticket/words.ts';
import type { Guess } from './model/model.ts';

export interface Judged<T> {
  readonly value: T;
  /** 0 to 1. */
  readonly confidence: number;
  /** A sentence a person can read. */
  readonly reason: string;
}

export interface DetailFinding {
  readonly name: string;
  readonly kind: DetailKind;
  readonly required: boolean;
  readonly found: boolean;
  readonly value: string | null;
  readonly confidence: number;
  /**
   * What speaks for it. `where` is `field` (of the ticket), `subject`, `description` or a comment id, whose visible text
   * has `quote` at `position` (UTF-16 units); of a file that is attached there `quote` is the name, and `position` 0.
   */
  readonly evidence: { readonly quote: string; readonly position: number; readonly where: string } | null;
}

/** One agent as routing saw them. */
export interface RankedAgent {
  readonly agentId: string;
  readonly suitable: boolean;
  /** Why suitable or not, a phrase each. */
  readonly reasons: readonly string[];
  /** Percent of capacity that is free. */
  readonly spareCapacity: number;
  readonly open: number;
  readonly capacity: number;
}

export interface Triage {
  readonly analysedAt: string | null;
  readonly round: number;
  readonly details: readonly DetailFinding[];
  readonly language: Judged<Locale> | null;
  readonly category: Judged<string> | null;
  readonly priority: Judged<Priority> | null;
  /** With the value null: somebody took it away. Null or absent: nothing is known of it. */
  readonly product?: Judged<string | null> | null;
  readonly line: Judged<Line> | null;
  /** Categories that the text model took the text for, best first, at most five; absent: it was not kept or not asked. */
  readonly guesses?: readonly Guess[];
  readonly ranking: readonly RankedAgent[];
  readonly assignment: {
    readonly assigneeId: string | null;
    readonly reason: string;
    readonly at: string;
  } | null;
}

/** Names of the required details that are missing, in the category's order. */
export const missingRequired = (triage: Pick<Triage, 'details'>): readonly string[] =>
  triage.details.filter((detail) => detail.required && !detail.found).map((detail) => detail.name);

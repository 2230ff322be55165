/** What asking a language model needs from outside (ADR 25). */
import type { Asking } from '../domain/triage/opinion/asking.ts';
import type { Heard, LanguageModelSettings, Unheard } from '../domain/triage/opinion/opinion.ts';

/** `answer` is what the model gave, unchecked. */
export type Said =
  | { readonly kind: 'said'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly why: Unheard };

export interface LanguageModel {
  /** One try within the seconds of the settings. Never throws: whatever goes wrong is an answer. */
  ask(asking: Asking, by: LanguageModelSettings): Promise<Said>;
}

export interface OpinionStore {
  /**
   * Atomic: of all who come with the same question of a ticket one is told that it is `new`; the others get what was
   * kept for it, null while nothing is. A ticket has one question at a time; another takes its place. Kept 30 days.
   */
  begin(
    ticketId: string,
    question: string,
    now: string,
  ): Promise<{ readonly kind: 'new' } | { readonly kind: 'asked'; readonly heard: Heard | null }>;
  /** Changes nothing when the ticket has another question by now. */
  keep(ticketId: string, question: string, heard: Heard): Promise<void>;
  /** Atomic: counts one more call of the day (`2026-11-22`, UTC), unless so many were counted: then false. */
  spend(day: string, most: number): Promise<boolean>;
}

/** What a language model says of a ticket that nothing else could place, or why it was not heard (ADR 25). */
import type { Category, DeskSettings, Settings } from '../../settings/schemas.ts';
import type { Priority } from '../../ticket/words.ts';

/** What the settings say of it when it is switched on. */
export type LanguageModelSettings = NonNullable<DeskSettings['languageModel']>;

/** Why nothing counts that it may have said: each as the end of a sentence for agents. */
export const UNHEARD = {
  budget: 'its calls of the day are used up',
  lost: 'it was asked before, and its answer was lost',
  timeout: 'it did not answer in time',
  busy: 'it is too busy',
  denied: 'the desk is not allowed to ask it',
  refused: 'it does not take such questions',
  away: 'it could not be reached',
  unfinished: 'it stopped before its answer was complete',
  shape: 'its answer has not the shape that was asked for',
  'unknown-category': 'it named a category that it was not offered',
} as const;

export type Unheard = keyof typeof UNHEARD;

export interface Opinion {
  readonly kind: 'said';
  /** Id of the model. */
  readonly model: string;
  /** Null: none of those that it was offered. */
  readonly category: string | null;
  readonly priority: Priority | null;
  /** 0 to below 1, as the model has put it: nobody has calibrated it. */
  readonly confidence: number;
  /** In its own words, one line; for agents alone. */
  readonly reason: string;
}

export type Heard = Opinion | { readonly kind: 'unheard'; readonly model: string; readonly why: Unheard };

/**
 * The categories that it may choose. A stranger's text alone shall open neither line 3 nor `urgent`, and the default is
 * what is left when it chooses none.
 */
export const offeredIn = ({ categories }: Pick<Settings, 'categories'>): readonly Category[] =>
  categories.filter((one) => !one.default && one.line !== 3 && one.priority !== 'urgent');

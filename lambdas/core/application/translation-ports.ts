/** What translating needs from outside. */
import type { Direction } from '../domain/translation/translation.ts';

/** What became of a piece. `unbilled`: the service said no, so that it costs nothing. */
export type Attempt =
  | { readonly kind: 'translated'; readonly text: string }
  | {
      readonly kind: 'failed';
      readonly reason: 'LanguageUnsupported' | 'ServiceAway';
      readonly unbilled: boolean;
    };

/** Amazon Translate. */
export interface Translator {
  /** At most 10,000 bytes and not blank, between two languages; answers within five seconds and never throws. */
  translate(piece: string, direction: Direction): Promise<Attempt>;
}

/** Translations of pieces of a ticket's texts, by their ids (translation.ts); each for 90 days. */
export interface Translations {
  /** Those that there are. */
  kept(ticketId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** One that is kept already stays. */
  keep(ticketId: string, id: string, text: string): Promise<void>;
}

/** Characters that may be translated in a day of UTC. */
export interface TranslationBudget {
  /** Atomic: false, and nothing is counted, when it would be more than `most` on that day (`2026-11-02`). */
  take(day: string, characters: number, most: number): Promise<boolean>;
  /** What was taken and cost nothing. */
  giveBack(day: string, characters: number): Promise<void>;
}

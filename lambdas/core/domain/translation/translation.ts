/** What a translation beside an original is, and why there may be none. */
import { createHash } from 'node:crypto';

/**
 * NotNeeded: the reader reads the original. LanguageUnsupported: Amazon Translate does not know its language. TooLong:
 * only the beginning of a text is translated. BudgetSpent: no more today (`desk.translation`). ServiceAway: Amazon
 * Translate was busy, slow or refused. NotYet: there was no time for it in this answer; ask again.
 */
export const UNTRANSLATED_REASONS = [
  'NotNeeded',
  'LanguageUnsupported',
  'TooLong',
  'BudgetSpent',
  'ServiceAway',
  'NotYet',
] as const;
export type UntranslatedReason = (typeof UNTRANSLATED_REASONS)[number];

/** From and to which language, in the codes of Amazon Translate. */
export interface Direction {
  readonly from: string;
  readonly to: string;
}

/** The name under which a piece's translation is kept: another text, or another pair of languages, has another. */
export const pieceId = (piece: string, { from, to }: Direction): string =>
  createHash('sha256').update(`${from}\n${to}\n${piece}`).digest('hex').slice(0, 32);

/** A text as its reader gets it. */
export interface TranslatedText {
  /** Null: nothing of it is translated. */
  readonly translation: string | null;
  /** Why the rest has no translation, and how long that is, in UTF-16 units; null: there is no rest. */
  readonly untranslated: { readonly reason: UntranslatedReason; readonly characters: number } | null;
}

export const untranslated = (text: string, reason: UntranslatedReason): TranslatedText => ({
  translation: null,
  untranslated: { reason, characters: text.length },
});

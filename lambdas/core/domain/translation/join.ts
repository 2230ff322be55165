/** One translation of the pieces of a text. */
import type { TranslatedText, UntranslatedReason } from './translation.ts';

/** A translation of a piece, or why there is none. */
export type PieceOutcome = { readonly text: string } | { readonly reason: UntranslatedReason };

/** A piece as it stands in its text, and what became of what is between its white space. */
export interface TranslatedPiece {
  readonly before: string;
  readonly core: string;
  readonly after: string;
  readonly outcome: PieceOutcome;
}

/**
 * Up to the first gap: what stands behind one would read as if nothing were missing. `rest` is what was not even cut
 * into pieces, because a text is translated up to a length only.
 */
export const joined = (pieces: readonly TranslatedPiece[], rest: string): TranslatedText => {
  let translation = '';
  let left = pieces.reduce(
    (sum, { before, core, after }) => sum + before.length + core.length + after.length,
    0,
  );
  for (const { before, core, after, outcome } of pieces) {
    if ('reason' in outcome)
      return {
        translation: translation.trim() === '' ? null : translation,
        untranslated: { reason: outcome.reason, characters: left + rest.length },
      };
    translation += `${before}${outcome.text}${after}`;
    left -= before.length + core.length + after.length;
  }
  return {
    translation,
    untranslated: rest.trim() === '' ? null : { reason: 'TooLong', characters: rest.length },
  };
};

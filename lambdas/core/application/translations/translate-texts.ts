/** Texts of a ticket beside their translations for one reader. */

import type { Locale } from '../../domain/ticket/words.ts';
import { joined, type PieceOutcome } from '../../domain/translation/join.ts';
import { translateCode } from '../../domain/translation/languages.ts';
import { bare, beginning, cut } from '../../domain/translation/pieces.ts';
import {
  type Direction,
  pieceId,
  type TranslatedText,
  untranslated,
} from '../../domain/translation/translation.ts';
import { type TranslatingPorts, translatePieces } from './translate-pieces.ts';

/** So much of one text is translated, in UTF-16 units; who needs more of a log than that reads logs. */
const MOST_OF_TEXT = 20_000;

export interface SourceText {
  readonly text: string;
  readonly language: Locale;
}

export interface Wanted {
  /** A code of Amazon Translate. */
  readonly to: string;
  readonly isReadable: (language: Locale) => boolean;
  readonly charactersPerDay: number;
}

interface Draft {
  readonly pieces: readonly (ReturnType<typeof bare> & { readonly id: string })[];
  readonly rest: string;
  readonly direction: Direction;
}

const draftOf = (text: string, direction: Direction): Draft => {
  const begun = beginning(text, MOST_OF_TEXT);
  return {
    direction,
    pieces: cut(begun).map((piece) => {
      const parts = bare(piece);
      return { ...parts, id: pieceId(parts.core, direction) };
    }),
    rest: text.slice(begun.length),
  };
};

/** White space is the same in every language. */
const outcomeOf = (id: string, core: string, outcomes: ReadonlyMap<string, PieceOutcome>): PieceOutcome =>
  core === '' ? { text: '' } : (outcomes.get(id) ?? { reason: 'NotYet' });

/** In the order of the texts. */
export const translateTexts = async (
  ports: TranslatingPorts,
  ticketId: string,
  texts: readonly SourceText[],
  { to, isReadable, charactersPerDay }: Wanted,
): Promise<readonly TranslatedText[]> => {
  const drafts = texts.map(({ text, language }): Draft | TranslatedText => {
    if (isReadable(language)) return untranslated(text, 'NotNeeded');
    const from = translateCode(language);
    return from === null
      ? untranslated(text, 'LanguageUnsupported')
      : draftOf(text.toWellFormed(), { from, to });
  });
  const pieces = drafts.flatMap((draft) =>
    'pieces' in draft
      ? draft.pieces
          .filter(({ core }) => core !== '')
          .map(({ id, core }) => ({ id, text: core, ...draft.direction }))
      : [],
  );
  const outcomes = await translatePieces(ports, ticketId, pieces, charactersPerDay);
  return drafts.map((draft) =>
    'pieces' in draft
      ? joined(
          draft.pieces.map((piece) => ({ ...piece, outcome: outcomeOf(piece.id, piece.core, outcomes) })),
          draft.rest,
        )
      : draft,
  );
};

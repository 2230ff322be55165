/** Which macros are offered on a ticket, the likely ones first. */
import { inLanguage, languageOf } from '../people/language.ts';
import type { Macro } from '../settings/macro-schema.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** A category that a text may be of; `confidence` 0 to 1. */
export interface CategoryGuess {
  readonly category: string;
  readonly confidence: number;
}

export interface OfferedMacro {
  readonly macro: Macro;
  readonly suggested: boolean;
  /** Why it is suggested, a phrase; null when it is not. */
  readonly reason: string | null;
  /** How often it was used on tickets of this category. */
  readonly uses: number;
}

/** A macro for every category is suggested once agents have made it a habit in this one. */
const HABIT = 3;

/** Ranks: the ticket's category, a category that the text looks like, a habit, the rest. */
const OWN = 3;
const HABITUAL = 1;
const REST = 0;

interface Ranked extends OfferedMacro {
  readonly rank: number;
}

const ranked = (
  macro: Macro,
  { category }: Pick<Ticket, 'category'>,
  guesses: readonly CategoryGuess[],
  uses: number,
): Ranked => {
  const because = (rank: number, reason: string): Ranked => ({ macro, suggested: true, reason, uses, rank });
  if (macro.categories?.includes(category) === true)
    return because(OWN, `it is for "${category}", the ticket's category`);
  const likely = guesses.filter((guess) => macro.categories?.includes(guess.category));
  const best = likely.toSorted((a, b) => b.confidence - a.confidence)[0];
  // Between 1 and 2: the likelier its categories, the higher; of those that are nearly as likely, use decides.
  const together = Math.min(
    1,
    likely.map(({ confidence }) => confidence).reduce((a, b) => a + b, 0),
  );
  if (best !== undefined)
    return because(
      HABITUAL + Math.round(together * 10) / 10,
      `the text looks like "${best.category}" (${Math.round(best.confidence * 100)} %)`,
    );
  if (macro.categories === undefined && uses >= HABIT)
    return because(HABITUAL, `used ${uses} times on tickets of "${category}"`);
  return { macro, suggested: false, reason: null, uses, rank: REST };
};

/** 1 for a macro that says nothing, or says it in the ticket's language; else 0. */
const speaks = ({ comment }: Macro, { language }: Pick<Ticket, 'language'>): number =>
  comment === undefined || languageOf(inLanguage(comment.body, language).locale) === languageOf(language)
    ? 1
    : 0;

/**
 * Those for the ticket's line, and for its category or one of `guesses`, or for all. Suggested ones come first: by
 * rank, then by how often agents used them in the ticket's category, then those that speak its language, then as the
 * settings have them. `uses` has a count by macro id.
 */
export const suggest = (
  macros: readonly Macro[],
  ticket: Pick<Ticket, 'category' | 'line' | 'language'>,
  guesses: readonly CategoryGuess[],
  uses: ReadonlyMap<string, number>,
): readonly OfferedMacro[] =>
  macros
    .filter(({ lines }) => lines === undefined || lines.includes(ticket.line))
    .map((macro) => ranked(macro, ticket, guesses, uses.get(macro.id) ?? 0))
    .filter(({ macro, suggested }) => suggested || macro.categories === undefined)
    .toSorted(
      (a, b) => b.rank - a.rank || b.uses - a.uses || speaks(b.macro, ticket) - speaks(a.macro, ticket),
    )
    .map(({ rank: _rank, ...offered }) => offered);

/** The category of a ticket: given, ruled, guessed surely, said by a language model, or the default (ADR 22, ADR 25). */
import type { Category } from '../settings/schemas.ts';
import type { Guess } from './model/model.ts';
import { offeredIn } from './opinion/opinion.ts';
import { languageFor, type Readings, readingsOf, sureGuess } from './readings.ts';
import {
  asBefore,
  besides,
  byModel,
  byOpinion,
  byRule,
  judged,
  type SortedTicket,
  type Sorting,
  type SortingSettings,
  sureOpinion,
  worded,
} from './sorting.ts';
import type { Judged } from './triage.ts';

/** Null when neither a person nor a rule nor the text model says. */
const decided = (
  ticket: SortedTicket,
  category: Category | undefined,
  { categories }: SortingSettings,
  { given, earlier }: Sorting,
  readings: Readings,
): Judged<string> | null => {
  if (category?.default !== true || given.has('category'))
    return (
      asBefore(earlier?.category, ticket.category) ??
      judged(ticket.category, 1, 'The ticket was given this category.')
    );
  const { ruling, judgement } = readings;
  const ids = categories.map(({ id }) => id);
  if (ruling.category !== null && ids.includes(ruling.category.value)) return byRule(ruling.category);
  const sure = sureGuess(readings, 'category', ids);
  return judgement !== null && sure !== null ? byModel(sure.label, sure, judgement, 'category') : null;
};

export const categoryFor = (
  ticket: SortedTicket,
  category: Category | undefined,
  settings: SortingSettings,
  sorting: Sorting,
  readings: Readings,
): Judged<string> => {
  const known = decided(ticket, category, settings, sorting, readings);
  if (known !== null) return known;
  const { opinion } = sorting;
  const said = sureOpinion(opinion, settings);
  if (said !== null) return byOpinion(said.category, said);
  const { judgement } = readings;
  const best = judgement?.category[0];
  const why =
    judgement === null || best === undefined
      ? 'nobody named a narrower one'
      : `the text model would guess ${worded(best, judgement, 'category')}, which is not sure enough`;
  return judged(ticket.category, 0.5, `It is the default category: ${why}.${besides(opinion)}`);
};

/**
 * The guesses of the text model, best first, for a ticket whose category would be left to the default, where a language
 * model has text to read and something to choose from; null for every other ticket.
 */
export const doubtOn = (
  ticket: SortedTicket,
  settings: SortingSettings,
  sorting: Sorting,
): readonly Guess[] | null => {
  if (offeredIn(settings).length === 0 || sorting.texts.every(({ text }) => text.trim() === '')) return null;
  const category = settings.categories.find(({ id }) => id === ticket.category);
  const readings = readingsOf(ticket, settings, sorting, languageFor(ticket, sorting).value);
  if (decided(ticket, category, settings, sorting, readings) !== null) return null;
  return readings.judgement?.category ?? [];
};

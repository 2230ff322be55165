/**
 * Category, priority, line and language of a ticket, in layers: what was given stays, then the desk's rules, then the text
 * model where it is sure enough, then a language model where the desk asks one; what nobody says is the default, and
 * line 1 looks (ADR 22, ADR 25).
 */
import type { Category } from '../settings/schemas.ts';
import { groupForNew, groupOnLine } from '../ticket/where.ts';
import type { Line, Locale, Priority } from '../ticket/words.ts';
import { PRIORITIES } from '../ticket/words.ts';
import { categoryFor } from './category.ts';
import type { Guess } from './model/model.ts';
import { languageFor, type Readings, readingsOf, sureGuess } from './readings.ts';
import {
  asBefore,
  byModel,
  byOpinion,
  byRule,
  judged,
  type SortedTicket,
  type Sorting,
  type SortingSettings,
  sureOpinion,
} from './sorting.ts';
import type { Judged } from './triage.ts';

/** What classification says of one ticket. */
export interface Classification {
  readonly language: Judged<Locale>;
  readonly category: Judged<string>;
  readonly priority: Judged<Priority>;
  readonly line: Judged<Line>;
  /** Categories that the text model takes the text for, best first; none where it was not asked. */
  readonly guesses: readonly Guess[];
}

const priorityFor = (
  ticket: SortedTicket,
  before: Category | undefined,
  category: Category | undefined,
  settings: SortingSettings,
  { given, earlier, opinion }: Sorting,
  readings: Readings,
): Judged<Priority> => {
  // Of a category that a person has corrected since, what stands on the ticket says nothing: history alone does.
  const isSetApart = !ticket.progress.categoryCorrected && ticket.priority !== (before?.priority ?? 'normal');
  if (given.has('priority') || isSetApart)
    return (
      asBefore(earlier?.priority, ticket.priority) ??
      judged(ticket.priority, 1, 'The ticket was given this priority.')
    );
  const { ruling, judgement } = readings;
  if (ruling.priority !== null) return byRule(ruling.priority);
  if (category?.priority != null)
    return judged(category.priority, 1, `It is the priority of the category "${category.id}".`);
  const sure = sureGuess(readings, 'priority', PRIORITIES);
  const priority = PRIORITIES.find((one) => one === sure?.label);
  if (judgement !== null && sure !== null && priority !== undefined)
    return byModel(priority, sure, judgement, 'priority');
  // One confidence stands for all that it says, so what it says of priority counts with its category alone.
  const said = sureOpinion(opinion, settings);
  return said?.priority != null && said.category === category?.id
    ? byOpinion(said.priority, said)
    : judged('normal', 0.5, 'Nobody said more, and the category sets no priority.');
};

const LINES: readonly Line[] = [1, 2, 3];

const lineFor = (
  ticket: SortedTicket,
  before: Category | undefined,
  category: Category | undefined,
  settings: SortingSettings,
  { given, earlier }: Sorting,
  readings: Readings,
): Judged<Line> => {
  const hasGroup = (line: Line): boolean => groupOnLine(settings, line, category?.id ?? '') !== undefined;
  const isAtHome = before !== undefined && groupForNew(settings, before).id === ticket.groupId;
  const isFree = isAtHome && !given.has('category');
  const { ruling, judgement } = readings;
  if (isFree && ruling.line !== null && hasGroup(ruling.line.value)) return byRule(ruling.line);
  const sure = sureGuess(readings, 'line', LINES.map(String));
  const guessed = LINES.find((line) => String(line) === sure?.label);
  const mayGuess = isFree && category !== undefined && !category.neverHeld && !category.default;
  if (mayGuess && judgement !== null && sure !== null && guessed !== undefined && hasGroup(guessed))
    return byModel(guessed, sure, judgement, 'line');
  const line = isFree && category !== undefined ? groupForNew(settings, category).line : ticket.line;
  if (category?.line === line)
    return judged(line, 1, `The category "${category.id}" belongs to line ${line}.`);
  return asBefore(earlier?.line, line) ?? judged(line, 1, `The ticket was moved to line ${line}.`);
};

/** Confidence 1: somebody or the settings said so. 0.5: it is merely the default. */
export const classify = (
  ticket: SortedTicket,
  settings: SortingSettings,
  sorting: Sorting,
): Classification => {
  const before = settings.categories.find(({ id }) => id === ticket.category);
  const language = languageFor(ticket, sorting);
  const readings = readingsOf(ticket, settings, sorting, language.value);
  const category = categoryFor(ticket, before, settings, sorting, readings);
  const after = settings.categories.find(({ id }) => id === category.value);
  return {
    language,
    category,
    priority: priorityFor(ticket, before, after, settings, sorting, readings),
    line: lineFor(ticket, before, after, settings, sorting, readings),
    guesses: readings.judgement?.category ?? [],
  };
};

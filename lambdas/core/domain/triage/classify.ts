/**
 * Category, priority, line and language of a ticket, in layers: what was given stays, then the desk's rules, then the text
 * model where it is sure enough; what nobody says is the default, and line 1 looks (ADR 22).
 */
import type { Category } from '../settings/schemas.ts';
import { groupForNew, groupOnLine } from '../ticket/where.ts';
import type { Line, Locale, Priority } from '../ticket/words.ts';
import { PRIORITIES } from '../ticket/words.ts';
import { languageOfText } from './language.ts';
import { judge } from './model/judge.ts';
import type { Judgement, Target } from './model/model.ts';
import { type Ruling, rulingOn } from './rules.ts';
import {
  asBefore,
  byModel,
  byRule,
  judged,
  type SortedTicket,
  type Sorting,
  type SortingSettings,
  worded,
} from './sorting.ts';
import type { Judged } from './triage.ts';

/** What classification says of one ticket. */
export interface Classification {
  readonly language: Judged<Locale>;
  readonly category: Judged<string>;
  readonly priority: Judged<Priority>;
  readonly line: Judged<Line>;
}

const languageFor = (ticket: SortedTicket, { given, detect, texts, earlier }: Sorting): Judged<Locale> => {
  if (given.has('language') || ticket.language !== ticket.requester.locale)
    return (
      asBefore(earlier?.language, ticket.language) ??
      judged(ticket.language, 1, 'The ticket was given this language.')
    );
  const description = texts.find(({ where }) => where === 'description')?.text;
  if (detect === null || description === undefined)
    return judged(ticket.language, 0.6, "It is the requester's language.");
  return languageOfText(description, ticket.language, detect);
};

/** What the layers that read texts say; the model is not asked where its answer could not count. */
interface Readings {
  readonly ruling: Ruling;
  readonly judgement: Judgement | null;
  readonly limit: number;
}

/** The best guess, when it is sure enough and one of the known; null otherwise. */
const sureGuess = ({ judgement, limit }: Readings, target: Target, known: readonly string[]) => {
  const best = judgement?.[target][0];
  return best !== undefined && best.probability >= limit && known.includes(best.label) ? best : null;
};

const categoryFor = (
  ticket: SortedTicket,
  category: Category | undefined,
  { categories }: SortingSettings,
  { given, earlier }: Sorting,
  readings: Readings,
): Judged<string> => {
  if (category?.default !== true || given.has('category'))
    return (
      asBefore(earlier?.category, ticket.category) ??
      judged(ticket.category, 1, 'The ticket was given this category.')
    );
  const { ruling, judgement } = readings;
  if (ruling.category !== null && categories.some(({ id }) => id === ruling.category?.value))
    return byRule(ruling.category);
  const sure = sureGuess(
    readings,
    'category',
    categories.map(({ id }) => id),
  );
  if (judgement !== null && sure !== null) return byModel(sure.label, sure, judgement, 'category');
  const best = judgement?.category[0];
  if (judgement === null || best === undefined)
    return judged(ticket.category, 0.5, 'It is the default category: nobody named a narrower one.');
  const guess = worded(best, judgement, 'category');
  return judged(
    ticket.category,
    0.5,
    `It is the default category: the text model would guess ${guess}, which is not sure enough.`,
  );
};

const priorityFor = (
  ticket: SortedTicket,
  before: Category | undefined,
  category: Category | undefined,
  { given, earlier }: Sorting,
  readings: Readings,
): Judged<Priority> => {
  if (given.has('priority') || ticket.priority !== (before?.priority ?? 'normal'))
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
  return judgement !== null && sure !== null && priority !== undefined
    ? byModel(priority, sure, judgement, 'priority')
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

const NO_RULING: Ruling = { category: null, priority: null, line: null };

/** Confidence 1: somebody or the settings said so. 0.5: it is merely the default. */
export const classify = (
  ticket: SortedTicket,
  settings: SortingSettings,
  sorting: Sorting,
): Classification => {
  const { texts, given, model } = sorting;
  const before = settings.categories.find(({ id }) => id === ticket.category);
  const language = languageFor(ticket, sorting);
  const isSettled = given.has('category') && given.has('priority');
  const body = texts.filter(({ where }) => where !== 'subject').map(({ text }) => text);
  const readings: Readings = {
    ruling: isSettled ? NO_RULING : rulingOn(ticket, texts, language.value, settings),
    judgement:
      isSettled || model === null ? null : judge(model, { subject: ticket.subject, body: body.join('\n') }),
    limit: settings.desk.confidenceLimit,
  };
  const category = categoryFor(ticket, before, settings, sorting, readings);
  const after = settings.categories.find(({ id }) => id === category.value);
  return {
    language,
    category,
    priority: priorityFor(ticket, before, after, sorting, readings),
    line: lineFor(ticket, before, after, settings, sorting, readings),
  };
};

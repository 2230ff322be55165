/** Analysis of what a requester wrote: classification and details together, and what follows from them. */
import type { Category, Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { withAnswers } from './answers.ts';
import { untilComplete } from './bound.ts';
import { classify } from './classify.ts';
import { findDetails } from './details.ts';
import { GIVABLE } from './given.ts';
import { productFor } from './product.ts';
import type { Sorting } from './sorting.ts';
import type { Source } from './text.ts';
import type { Triage } from './triage.ts';

/**
 * The product that somebody gave answers every question for a product that no field answers. One that was found in the
 * texts is found there again, with the words that it goes by.
 */
const fieldsOf = (
  ticket: Ticket,
  category: Category,
  earlier: Triage | null,
): Readonly<Record<string, string>> => {
  const { product } = ticket;
  const before = earlier?.product;
  const wasFound = before != null && before.value === product && before.confidence < 1;
  if (product === null || wasFound) return ticket.details;
  const asked = category.details
    .filter((rule) => rule.kind === 'product')
    .map((rule) => [rule.name, product]);
  return { ...Object.fromEntries(asked), ...ticket.details };
};

/** Everything is as people have it. */
const NOTHING_ELSE: Omit<Sorting, 'texts'> = {
  given: new Set(GIVABLE),
  detect: null,
  model: null,
  earlier: null,
  opinion: null,
};

/**
 * What is known of a ticket at `now`; `texts` are what the requester wrote, oldest first, `round` counts from 0 how
 * often details were asked for. Details are looked for by the category that classification arrives at. Ranking and
 * assignment are empty until routing fills them. A category that the settings no longer have needs no details.
 */
export const analyse = (
  ticket: Ticket,
  texts: readonly Source[],
  settings: Settings,
  now: string,
  round: number,
  by: Omit<Sorting, 'texts'> = NOTHING_ELSE,
): Triage => {
  const { guesses, ...classification } = classify(ticket, settings, { ...by, texts });
  const category = settings.categories.find(({ id }) => id === classification.category.value);
  const found =
    category === undefined
      ? []
      : findDetails(category, texts, fieldsOf(ticket, category, by.earlier), settings.desk.products);
  const details = withAnswers(found, { asked: ticket.missingDetails, texts, earlier: by.earlier });
  const triage: Triage = {
    analysedAt: now,
    round,
    details,
    ...classification,
    product: productFor(ticket, { texts, details, earlier: by.earlier }, settings),
    ...(guesses.length === 0 ? {} : { guesses }),
    ranking: [],
    assignment: null,
  };
  return untilComplete(ticket, triage, settings);
};

/** What the ticket has would be other than it is. */
export const wouldChange = (ticket: Ticket, triage: Triage): boolean =>
  triage.category?.value !== ticket.category ||
  triage.priority?.value !== ticket.priority ||
  triage.line?.value !== ticket.line ||
  triage.language?.value !== ticket.language;

/** Names of the required details that are missing, in the category's order. */
export const missingRequired = (triage: Pick<Triage, 'details'>): readonly string[] =>
  triage.details.filter((detail) => detail.required && !detail.found).map((detail) => detail.name);

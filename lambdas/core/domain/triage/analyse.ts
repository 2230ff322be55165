/** Analysis of what a requester wrote: classification and details together, and what follows from them. */
import type { Category, Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { untilComplete } from './bound.ts';
import { classify } from './classify.ts';
import { withAnswers } from './details/answers.ts';
import { findDetails } from './details/details.ts';
import { GIVABLE } from './givable.ts';
import { productFor } from './products/product.ts';
import { withinReach } from './reach.ts';
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

/** What one ticket's texts are analysed by beside what people have given of it. */
type Known = Omit<Sorting, 'texts' | 'given' | 'opinion'>;

/**
 * What is known of a ticket at `now`, by what people have given of it; `texts` are what the requester wrote, oldest first
 * (of many the oldest and the newest, reach.ts), `round` counts from 0 how often details were asked for. Details are looked
 * for by the category that classification arrives at, once however often it is asked. Ranking and assignment are empty
 * until routing fills them. A category that the settings no longer have needs no details.
 */
export const analysisOf = (
  ticket: Ticket,
  allTexts: readonly Source[],
  settings: Settings,
  now: string,
  round: number,
  known: Known,
): ((by: Pick<Sorting, 'given' | 'opinion'>) => Triage) => {
  const texts = withinReach(allTexts);
  const { earlier } = known;
  const { products } = settings.desk;
  const inCategory = new Map<Category | undefined, Pick<Triage, 'details' | 'product'>>();
  const foundBy = (category: Category | undefined): Pick<Triage, 'details' | 'product'> => {
    const before = inCategory.get(category);
    if (before !== undefined) return before;
    const found =
      category === undefined
        ? []
        : findDetails(category, texts, fieldsOf(ticket, category, earlier), products);
    const details = withAnswers(found, {
      asked: ticket.missingDetails,
      texts,
      earlier,
      rules: category?.details ?? [],
      products,
    });
    const both = { details, product: productFor(ticket, { texts, details, earlier }, settings) };
    inCategory.set(category, both);
    return both;
  };
  return (by) => {
    const { guesses, ...classification } = classify(ticket, settings, { ...known, ...by, texts });
    const category = settings.categories.find(({ id }) => id === classification.category.value);
    const triage: Triage = {
      analysedAt: now,
      round,
      ...foundBy(category),
      ...classification,
      ...(guesses.length === 0 ? {} : { guesses }),
      ranking: [],
      assignment: null,
    };
    return untilComplete(ticket, triage, settings);
  };
};

/** As analysisOf, for what is given from the beginning. */
export const analyse = (
  ticket: Ticket,
  texts: readonly Source[],
  settings: Settings,
  now: string,
  round: number,
  by: Omit<Sorting, 'texts'> = NOTHING_ELSE,
): Triage => analysisOf(ticket, texts, settings, now, round, by)(by);

/** What the ticket has would be other than it is. */
export const wouldChange = (ticket: Ticket, triage: Triage): boolean =>
  triage.category?.value !== ticket.category ||
  triage.priority?.value !== ticket.priority ||
  triage.line?.value !== ticket.line ||
  triage.language?.value !== ticket.language;

/** What a change by hand means for the details that a ticket lacks, and for what analysis has said of it. */
import type { Category, Settings } from '../settings/schemas.ts';
import { isInHand } from '../triage/given.ts';
import { saysNothing } from '../triage/text.ts';
import type { Actor } from './events.ts';
import { isHeld } from './held.ts';
import type { Progress, Ticket } from './ticket.ts';
import { isUnsolved } from './unsolved.ts';
import { categoryOf } from './where.ts';

/** The part of a change that analysis has something to say about. */
export interface Correction {
  readonly category?: string | undefined;
  readonly product?: string | null | undefined;
  readonly details?: Readonly<Record<string, string>> | undefined;
}

type Categories = Pick<Settings, 'groups' | 'categories'>;
type Rule = Category['details'][number];

const rulesOf = (id: string, settings: Categories): readonly Rule[] =>
  categoryOf(settings, id)?.details ?? [];

const hasValue = ({ details }: Pick<Ticket, 'details'>, name: string): boolean =>
  Object.hasOwn(details, name) && !saysNothing(details[name] ?? '');

/**
 * Names of what was missing and still is, and of what was emptied and is required: an empty value is none. What else a
 * new category wants is said by the analysis that follows.
 */
export const missingAfter = (
  ticket: Pick<Ticket, 'category' | 'missingDetails' | 'details'>,
  { category, product, details = {} }: Correction,
  settings: Categories,
): readonly string[] => {
  const rules = rulesOf(category ?? ticket.category, settings);
  const isGiven = (name: string): boolean => {
    const value = Object.hasOwn(details, name) ? details[name] : undefined;
    if (value !== undefined) return !saysNothing(value);
    return typeof product === 'string' && rules.some((rule) => rule.name === name && rule.kind === 'product');
  };
  const stays = ticket.missingDetails.filter(
    (name) => category === undefined || rules.some((rule) => rule.name === name),
  );
  const emptied = rules
    .filter(({ name, required }) => required && Object.hasOwn(details, name) && hasValue(ticket, name))
    .map(({ name }) => name)
    .filter((name) => !stays.includes(name));
  return [...stays, ...emptied].filter((name) => !isGiven(name));
};

const differs = (name: string, before: Ticket, after: Ticket): boolean =>
  (before.details[name] ?? '').trim() !== (after.details[name] ?? '').trim();

/** Only what the category asks for: a note in a field of an agent's own changes nothing that analysis says. */
const isCorrected = (before: Ticket, after: Ticket, settings: Categories): boolean =>
  before.category !== after.category ||
  rulesOf(after.category, settings).some(
    ({ name, kind }) =>
      differs(name, before, after) || (kind === 'product' && before.product !== after.product),
  );

/**
 * Whatever a person corrects is analysed again, so that the details are those of the category it has now; what they
 * decided stays (triage/given.ts). A ticket that somebody has in hand is not asked about by a machine any more, unless
 * its requester is being asked already.
 */
export const analysedAgain = (
  before: Ticket,
  after: Ticket,
  by: Actor,
  settings: Categories,
): Pick<Progress, 'needsAnalysis' | 'detailsWaived' | 'categoryCorrected'> => {
  const { needsAnalysis, detailsWaived, categoryCorrected } = after.progress;
  if (by.kind === 'system' || !isUnsolved(after) || !isCorrected(before, after, settings))
    return { needsAnalysis, detailsWaived, categoryCorrected };
  return {
    needsAnalysis: true,
    detailsWaived: detailsWaived || (isInHand(after) && !isHeld(after)),
    categoryCorrected: categoryCorrected || before.category !== after.category,
  };
};

/** Tickets that a rule or a model would send to line 3, which wants certain details first (ticket/before-line-3.ts). */
import type { Settings } from '../settings/schemas.ts';
import { stillDemanded } from '../ticket/before-line-3.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { categoryOf } from '../ticket/where.ts';
import type { DetailFinding, Triage } from './triage.ts';

type Bound = Pick<Triage, 'category' | 'line' | 'details'>;

/**
 * What line 3 wants is required of a ticket that would come there, so that its requester is asked for it; until it is
 * there the ticket stays on its category's own line. Where a person or its category put it, it stays.
 */
export const untilComplete = <T extends Bound>(ticket: Ticket, triage: T, settings: Settings): T => {
  const category = categoryOf(settings, triage.category?.value ?? ticket.category);
  if (triage.line?.value !== 3 || ticket.line === 3 || category === undefined) return triage;
  const lacking = stillDemanded({ ...ticket, category: category.id }, settings, triage.details);
  if (lacking.length === 0) return triage;
  const details = triage.details.map(
    (one): DetailFinding => (lacking.includes(one.name) ? { ...one, required: true } : one),
  );
  if (category.line === 3) return { ...triage, details };
  const reason = `${triage.line.reason} Line 3 wants what is missing: ${lacking.join(', ')}.`;
  return { ...triage, details, line: { ...triage.line, value: category.line, reason } };
};

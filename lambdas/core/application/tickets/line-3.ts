/** What is known of the details that a category demands before line 3, for whoever brings a ticket there. */
import { comesToLine3, demandedOf, type Moved, stillDemanded } from '../../domain/ticket/before-line-3.ts';
import type { Circumstances } from '../../domain/ticket/decision.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { DetailFinding } from '../../domain/triage/triage.ts';
import type { Ports } from '../ports.ts';

/**
 * The last analysis is asked first; what was said and attached since is read only when it does not suffice, and what
 * reads it is loaded only then. Nothing is read of a ticket whose category demands nothing.
 */
export const findingsOn = async (
  ports: Pick<Ports, 'tickets'>,
  ticket: Ticket,
  c: Circumstances,
): Promise<readonly DetailFinding[]> => {
  if (demandedOf(ticket, c.settings).length === 0) return [];
  const known = (await ports.tickets.triage(ticket.id))?.details ?? [];
  if (stillDemanded(ticket, c.settings, known).length === 0) return known;
  const { foundDetails } = await import('./found-details.ts');
  return foundDetails(ports)(ticket, c);
};

/** As `findingsOn`, by the category that the change leaves; none where it does not lead to line 3. */
export const findingsForChange = async (
  ports: Pick<Ports, 'tickets'>,
  ticket: Ticket,
  change: Moved,
  c: Circumstances,
): Promise<readonly DetailFinding[]> =>
  comesToLine3(ticket, change, c.settings)
    ? findingsOn(ports, { ...ticket, category: change.category ?? ticket.category }, c)
    : [];

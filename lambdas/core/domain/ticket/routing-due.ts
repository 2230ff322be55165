/** When somebody is to be looked for who can have a ticket: at once after analysis or escalation, or again later. */
import type { Ticket } from './ticket.ts';

const UNSOLVED: ReadonlySet<Ticket['status']> = new Set(['new', 'open', 'pending', 'on-hold']);

/** Null: nobody is to be looked for by time. ISO 8601 UTC. */
export const routeAgainAt = (ticket: Ticket): string | null =>
  ticket.assigneeId === null && UNSOLVED.has(ticket.status) ? (ticket.progress.routeAgain?.at ?? null) : null;

export const isRoutingDue = (ticket: Ticket, now: string): boolean => {
  const again = routeAgainAt(ticket);
  return ticket.progress.needsRouting || (again !== null && again <= now);
};

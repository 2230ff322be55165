/** When somebody is to be looked for who can have a ticket: at once after analysis, escalation or a move, or again later. */
import type { Ticket } from './ticket.ts';
import { isUnsolved } from './unsolved.ts';

/** Nobody comes by waiting: somebody else must join, come back, learn or take more. Years away, so that readers of any version wait. */
export const NOT_BY_TIME = '9999-12-31T00:00:00.000Z';

const isUntaken = (ticket: Ticket): boolean => ticket.assigneeId === null && isUnsolved(ticket);

/** Null: nobody is to be looked for by time. ISO 8601 UTC. */
export const routeAgainAt = (ticket: Ticket): string | null => {
  const at = isUntaken(ticket) ? (ticket.progress.routeAgain?.at ?? null) : null;
  return at === NOT_BY_TIME ? null : at;
};

/**
 * Never while it is solved: whoever solved it answers for it. What was due then is due when it is opened again. Nor while
 * a person has left it with nobody, whatever analysis and answers come.
 */
export const isRoutingDue = (ticket: Ticket, now: string): boolean => {
  const { needsRouting, leftUnassigned } = ticket.progress;
  const again = routeAgainAt(ticket);
  return isUnsolved(ticket) && !leftUnassigned && (needsRouting || (again !== null && again <= now));
};

/** Routing has found nobody, and no person has taken it in hand since: whoever can have it may be given it at any time. */
export const isWaitingForSomebody = (ticket: Ticket): boolean =>
  isUntaken(ticket) && !ticket.spam && ticket.progress.routeAgain !== null;

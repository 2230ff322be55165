/** The one way to a ticket that somebody asked for: it is there and they may see it, or it is not found. */
import { ticketNotFound } from '../../domain/errors.ts';
import { maySee } from '../../domain/people/access.ts';
import type { Caller } from '../../domain/people/caller.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Ports } from '../ports.ts';

/** `1001`, `#1001` or `tkt_…` as the route's schema has let it through. */
export const parseRef = (ref: string): string | number =>
  ref.startsWith('tkt_') ? ref : Number(ref.replace('#', ''));

/** Strongly consistent. Throws TicketNotFound, also for a ticket that the caller may not see (product.md section 9). */
export const visibleTicket = async (
  ports: Pick<Ports, 'tickets'>,
  ref: string,
  caller: Caller,
): Promise<Ticket> => {
  const ticket = await ports.tickets.find(parseRef(ref));
  if (ticket === null || !maySee(caller, ticket)) throw ticketNotFound();
  return ticket;
};

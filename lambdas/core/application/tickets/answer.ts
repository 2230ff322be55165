/** A ticket as the API answers with it, with the version that makes its ETag. */
import type { Caller } from '../../domain/people/caller.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { type TicketView, ticketView } from '../../domain/ticket/view.ts';
import type { Outcome } from '../operation.ts';
import type { Ports } from '../ports.ts';

/** What answering with a ticket needs; `baseUrl` has no trailing slash. */
export interface AnswerPorts extends Pick<Ports, 'tickets'> {
  readonly baseUrl: string;
}

/** Reads the description unless it is at hand. */
export const ticketOutcome = async (
  ports: AnswerPorts,
  ticket: Ticket,
  caller: Caller,
  description?: string,
): Promise<Outcome<TicketView>> => ({
  body: ticketView(ticket, {
    description: description ?? (await ports.tickets.description(ticket.id)),
    caller,
    baseUrl: ports.baseUrl,
  }),
  version: ticket.version,
  status: 200,
});

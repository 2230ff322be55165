/** A ticket as the API answers with it, with the version that makes its ETag. */
import type { Caller } from '../../domain/people/caller.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { type TicketView, ticketView } from '../../domain/ticket/view.ts';
import type { Outcome } from '../operation.ts';
import { pageLink } from '../pages/links.ts';
import type { Ports } from '../ports.ts';

/** What answering with a ticket needs; `baseUrl` has no trailing slash. */
export interface AnswerPorts extends Pick<Ports, 'tickets' | 'seals' | 'clock'> {
  readonly baseUrl: string;
}

/** The caller's own link to the page of the ticket; agents and machines have none: it would speak for the requester. */
export const webLink = async (
  ports: Omit<AnswerPorts, 'tickets'>,
  ticketId: string,
  caller: Caller,
): Promise<string | null> =>
  caller.kind === 'requester' || caller.kind === 'link'
    ? pageLink(ports, ticketId, caller.email, ports.clock.now())
    : null;

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
    web: await webLink(ports, ticket.id, caller),
  }),
  version: ticket.version,
  status: 200,
});

/** What agents read about a ticket beside the ticket: its history and its clocks. */
import { clocksOf } from '../../domain/sla/clocks.ts';
import { type TracedClock, traced } from '../../domain/sla/trace.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { visibleTicket } from './visible.ts';

interface ByTicket {
  readonly params: { readonly ticket: string };
}

export const listEvents =
  (ports: Pick<Ports, 'tickets'>): Operation<ByTicket, readonly TicketEvent[]> =>
  async ({ caller, input, page }) => {
    const ticket = await visibleTicket(ports, input.params.ticket, caller);
    const found = await ports.tickets.events(ticket.id, page);
    return { body: found.items, page: { next: found.next }, version: ticket.version };
  };

export const listClocks =
  (ports: Pick<Ports, 'tickets' | 'settings' | 'clock'>): Operation<ByTicket, readonly TracedClock[]> =>
  async ({ caller, input }) => {
    const [ticket, settings] = await Promise.all([
      visibleTicket(ports, input.params.ticket, caller),
      ports.settings.current(),
    ]);
    return { body: clocksOf(ticket, settings, ports.clock.now()).map(traced), version: ticket.version };
  };

/** Counts how often a macro is used on tickets of a category, so that habits are offered first. */
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Ports } from '../ports.ts';

export const countMacroUse =
  (ports: Pick<Ports, 'macroUses'>) =>
  async (event: TicketEvent): Promise<void> => {
    if (event.type !== 'ticket.macro-applied') return;
    const { macro, category } = event.payload;
    await ports.macroUses.count({ macro, category, eventId: event.id, at: event.occurredAt });
  };

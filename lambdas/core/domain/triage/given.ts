/** What people said of a ticket themselves: no machine changes it. */
import type { TicketEvent } from '../ticket/events.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Given } from './givable.ts';

const MOVES = ['category', 'line', 'groupId'];

const ofOne = (event: TicketEvent): readonly Given[] => {
  if (event.type === 'ticket.opened') return event.payload.given ?? [];
  if (event.actor.kind === 'system') return [];
  if (event.type === 'ticket.escalated' || event.type === 'ticket.returned') return ['category'];
  if (event.type !== 'ticket.changed') return [];
  const { changes } = event.payload;
  return [
    ...(MOVES.some((field) => Object.hasOwn(changes, field)) ? (['category'] as const) : []),
    ...(Object.hasOwn(changes, 'priority') ? (['priority'] as const) : []),
  ];
};

/** By the ticket's history. */
export const givenBy = (events: readonly TicketEvent[]): ReadonlySet<Given> => new Set(events.flatMap(ofOne));

/** A person has it in hand: held, answered, escalated, or no longer waiting for anybody of the desk. */
export const isInHand = (ticket: Ticket): boolean =>
  ticket.assigneeId !== null ||
  ticket.marks.firstReplyAt !== null ||
  ticket.progress.cameFrom.length > 0 ||
  (ticket.status !== 'new' && ticket.status !== 'open');

/** Marks a ticket as spam, or takes that back: spam leaves all views, gets no mail and no workflow. */
import { type Circumstances, type Decision, decided, nothing } from './decision.ts';
import type { Ticket } from './ticket.ts';

/** Nothing when it is so already. Taking it back raises the generation: its workflow has ended and starts anew. */
export const markSpam = (ticket: Ticket, undo: boolean, _c: Circumstances): Decision => {
  const spam = !undo;
  if (ticket.spam === spam) return nothing(ticket);
  return decided(
    { ...ticket, spam, generation: undo ? ticket.generation + 1 : ticket.generation },
    { type: 'ticket.changed', payload: { changes: { spam: { before: ticket.spam, after: spam } } } },
  );
};

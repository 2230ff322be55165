/** Marks a ticket as spam, or takes that back: spam leaves all views, gets no mail and no workflow. */
import { and, type Circumstances, type Decision, decided, nothing } from './decision.ts';
import { handBackOfLeaver } from './leaver.ts';
import type { Ticket } from './ticket.ts';

/** Nothing when it is so already. Taking it back raises the generation: its workflow has ended and starts anew. */
export const markSpam = (ticket: Ticket, undo: boolean, c: Circumstances): Decision => {
  const spam = !undo;
  if (ticket.spam === spam) return nothing(ticket);
  const marked = decided(
    { ...ticket, spam, generation: undo ? ticket.generation + 1 : ticket.generation },
    { type: 'ticket.changed', payload: { changes: { spam: { before: ticket.spam, after: spam } } } },
  );
  return and(marked, (after) => handBackOfLeaver(after, c));
};

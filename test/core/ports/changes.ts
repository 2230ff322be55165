/** Changes of tickets as use cases hand them to the store, with only what a test wants to say. */
import type { TicketChange } from '../../../lambdas/core/application/records.ts';
import type { EventDraft, TicketEvent } from '../../../lambdas/core/domain/ticket/events.ts';
import type { Ticket } from '../../../lambdas/core/domain/ticket/ticket.ts';
import { aComment, aTicket, type TicketParts } from '../builders.ts';

/** The n-th id of its kind; ids sort by n. */
export const ticketId = (n: number): string => `tkt_01JBN${String(n).padStart(21, '0')}`;
export const commentId = (n: number): string => `cmt_01JBN${String(n).padStart(21, '0')}`;

const nudged: EventDraft = { type: 'ticket.nudged', payload: { pendingSince: '2026-11-02T09:00:00.000Z' } };

export const anEvent = (ticket: Ticket, draft: EventDraft = nudged): TicketEvent => ({
  ...draft,
  id: `evt_${ticket.id.slice(4)}${ticket.version}`,
  ticketId: ticket.id,
  version: ticket.version,
  occurredAt: ticket.updatedAt,
  actor: { kind: 'agent', id: 'agt_1' },
  correlationId: 'cor_1',
});

/** Opens the n-th ticket, with number 1000 + n and its description. */
export const opening = (n = 1, parts: TicketParts = {}, more: Partial<TicketChange> = {}): TicketChange => {
  const after = aTicket({ id: ticketId(n), number: 1000 + n, ...parts });
  return {
    before: null,
    after,
    events: [anEvent(after)],
    comments: [aComment({ id: commentId(n), ticketId: after.id, text: `What ticket ${n} is about.` })],
    ...more,
  };
};

/** The next version of a ticket. */
export const changing = (
  before: Ticket,
  parts: Partial<Ticket> = {},
  more: Partial<TicketChange> = {},
): TicketChange => {
  const after = { ...before, version: before.version + 1, ...parts };
  return { before, after, events: [anEvent(after)], ...more };
};

/** How many of the promises were kept, and the names of the errors of the others. */
export const outcomes = async (tries: readonly Promise<unknown>[]) => {
  const settled = await Promise.allSettled(tries);
  return {
    kept: settled.filter(({ status }) => status === 'fulfilled').length,
    errors: [
      ...new Set(settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.name)] : []))),
    ],
  };
};

/** The views of the ticket store, told as plainly as possible: the oracle for the indexes. */
import type { View } from '../../../lambdas/core/application/ports.ts';
import type { ListedTicket } from '../../../lambdas/core/application/records.ts';
import type { Ticket } from '../../../lambdas/core/domain/ticket/ticket.ts';

const isUnsolved = (ticket: Ticket): boolean => ticket.status !== 'solved' && ticket.status !== 'closed';

/** Pending last; before them those with a promise, the earliest first, then those without, the oldest first. */
const urgency = (ticket: Ticket): string => {
  if (ticket.status === 'pending') return `3${ticket.urgentAt ?? '~'}${ticket.createdAt}${ticket.id}`;
  if (ticket.urgentAt !== null) return `1${ticket.urgentAt}${ticket.id}`;
  return `2${ticket.createdAt}${ticket.id}`;
};

const newestFirst = (text: string): string =>
  [...text].map((letter) => String.fromCharCode(0xffff - letter.charCodeAt(0))).join('');

/** The sort key of a ticket in a view, or null when it is not in it. */
export const placeInView = (ticket: Ticket, view: View): string | null => {
  if (ticket.spam) return null;
  switch (view.kind) {
    case 'requester':
      return ticket.requester.id === view.personId ? newestFirst(ticket.id) : null;
    case 'assignee':
      return isUnsolved(ticket) && ticket.assigneeId === view.agentId ? urgency(ticket) : null;
    case 'unassigned':
      return isUnsolved(ticket) && ticket.assigneeId === null && view.lines.includes(ticket.line)
        ? urgency(ticket)
        : null;
    case 'group':
      return isUnsolved(ticket) && ticket.groupId === view.groupId ? urgency(ticket) : null;
    case 'open': {
      if (!isUnsolved(ticket) || !view.lines.includes(ticket.line)) return null;
      const { urgentBefore, urgentFrom } = view;
      if (urgentBefore === undefined && urgentFrom === undefined) return urgency(ticket);
      if (ticket.urgentAt === null) return null;
      if (urgentBefore !== undefined && ticket.urgentAt >= urgentBefore) return null;
      if (urgentFrom !== undefined && ticket.urgentAt < urgentFrom) return null;
      return urgency(ticket);
    }
    case 'solved': {
      if (isUnsolved(ticket) || ticket.mergedInto !== null || !view.lines.includes(ticket.line)) return null;
      return newestFirst(`${ticket.solvedAt ?? ticket.closedAt ?? ticket.updatedAt}#${ticket.id}`);
    }
  }
};

export const listed = (ticket: Ticket): ListedTicket => {
  const { mailbox: _mailbox, marks: _marks, progress: _progress, generation: _generation, ...rest } = ticket;
  return rest;
};

/** Under which index keys a ticket stands, so that each view is a range that is already in order. */
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { isUnsolved } from '../../domain/ticket/unsolved.ts';
import {
  assigneeView,
  groupView,
  lineView,
  requesterView,
  shardOf,
  solvedView,
  unassignedView,
} from './keys.ts';

/** Attributes of the four indexes; an absent one takes the row out of that index. */
export type ViewKeys = Readonly<Record<string, string>>;

export const VIEW_KEY_NAMES = [
  'GSI1PK',
  'GSI1SK',
  'GSI2PK',
  'GSI2SK',
  'GSI3PK',
  'GSI3SK',
  'GSI4PK',
  'GSI4SK',
] as const;

/**
 * `1#` with a promise running, by its time, so that breached ones come first; `2#` without one, oldest first; `3#`
 * pending, those with a promise still running before the rest. The number makes it unique, and is shorter than the id.
 */
export const urgencySort = (ticket: Pick<Ticket, 'number' | 'status' | 'urgentAt' | 'createdAt'>): string => {
  const { number, status, urgentAt, createdAt } = ticket;
  if (status === 'pending') return `3#${urgentAt ?? '~'}#${createdAt}#${number}`;
  return urgentAt === null ? `2#${createdAt}#${number}` : `1#${urgentAt}#${number}`;
};

export const viewKeys = (ticket: Ticket): ViewKeys => {
  if (ticket.spam) return {};
  const { id, line } = ticket;
  const own = { GSI1PK: requesterView(ticket.requester.id), GSI1SK: id };
  // Its answer is on another ticket.
  if (ticket.mergedInto !== null) return own;
  if (!isUnsolved(ticket)) {
    const endedAt = ticket.solvedAt ?? ticket.closedAt ?? ticket.updatedAt;
    return { ...own, GSI4PK: solvedView(line, shardOf(id)), GSI4SK: `${endedAt}#${ticket.number}` };
  }
  const urgency = urgencySort(ticket);
  return {
    ...own,
    GSI2PK: ticket.assigneeId === null ? unassignedView(line) : assigneeView(ticket.assigneeId),
    GSI2SK: urgency,
    GSI3PK: groupView(ticket.groupId),
    GSI3SK: urgency,
    GSI4PK: lineView(line, shardOf(id)),
    GSI4SK: urgency,
  };
};

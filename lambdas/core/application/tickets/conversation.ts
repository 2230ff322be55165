/** Which tickets' comments are the conversation that a reader finds on one ticket. */
import { maySee } from '../../domain/people/access.ts';
import type { Caller } from '../../domain/people/caller.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Ports } from '../ports.ts';

/** A link opens one ticket; what was merged into that belongs to it. */
export const asReaderOf = (caller: Caller, ticketId: string): Caller =>
  caller.kind === 'link' ? { ...caller, ticketId } : caller;

/**
 * The ticket's own, and those of tickets that were merged into it: all of them for agents; for others the ones that were
 * theirs before, because a merge shows nobody what somebody else wrote there.
 */
export const conversationOf = async (
  ports: Pick<Ports, 'tickets'>,
  ticket: Ticket,
  caller: Caller,
): Promise<readonly string[]> => {
  const merged = ticket.progress.merged.flatMap(({ tickets }) => tickets);
  if (merged.length === 0 || caller.kind === 'agent') return [ticket.id, ...merged];
  const found = await Promise.all(merged.map((id) => ports.tickets.find(id)));
  const theirs = found.filter((one) => one !== null).filter((one) => maySee(asReaderOf(caller, one.id), one));
  return [ticket.id, ...theirs.map(({ id }) => id)];
};

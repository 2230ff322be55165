/** Closes a solved ticket for good when nobody has come back in time. */
import { notYetDue } from './conflicts.ts';
import { type Circumstances, type Decision, nothing } from './decision.ts';
import { isOver, momentsOf } from './moments.ts';
import { moveTo } from './status.ts';
import type { Ticket } from './ticket.ts';

/** Nothing when its life is over already. Throws NotYetDue when it is not solved, or not for long enough. */
export const closeTicket = (ticket: Ticket, c: Circumstances): Decision => {
  if (isOver(ticket)) return nothing(ticket);
  const close = momentsOf(ticket, c.settings).find(({ kind }) => kind === 'close');
  if (close === undefined || close.at > c.now) throw notYetDue();
  return moveTo(ticket, 'closed', { ...c, actor: { kind: 'system', id: null } });
};

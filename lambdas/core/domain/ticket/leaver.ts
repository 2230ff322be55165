/** A ticket whose agent was taken out of the settings. */
import { handBack } from './assign.ts';
import { type Circumstances, type Decision, nothing } from './decision.ts';
import type { Ticket } from './ticket.ts';
import { agentOf } from './where.ts';

/** Back to its group, as from somebody who is away (`handBack`). Nothing when an agent holds it, or nobody. */
export const handBackOfLeaver = (
  ticket: Ticket,
  { settings, now }: Pick<Circumstances, 'settings' | 'now'>,
): Decision => {
  const id = ticket.assigneeId;
  if (id === null || agentOf(settings, id) !== undefined) return nothing(ticket);
  return handBack(ticket, { agent: { id }, reason: `${id} is no agent any more` }, now);
};

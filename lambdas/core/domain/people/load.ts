/** How a change to a ticket changes its agents' counts of unsolved tickets. */
import type { Ticket } from '../ticket/ticket.ts';
import { isUnsolved } from '../ticket/unsolved.ts';

/** One agent's count going up or down by one. */
export interface AgentLoadChange {
  readonly agentId: string;
  readonly by: 1 | -1;
}

type Held = Pick<Ticket, 'status' | 'spam' | 'assigneeId'>;

/** Who carries it: its assignee while it is unsolved and no spam. */
const carrier = (ticket: Held | null): string | null =>
  ticket !== null && isUnsolved(ticket) && !ticket.spam ? ticket.assigneeId : null;

/** Empty when the same agent, or nobody, carries it before and after. */
export const loadChanges = (before: Held | null, after: Held): readonly AgentLoadChange[] => {
  const from = carrier(before);
  const to = carrier(after);
  if (from === to) return [];
  const down: readonly AgentLoadChange[] = from === null ? [] : [{ agentId: from, by: -1 }];
  return to === null ? down : [...down, { agentId: to, by: 1 }];
};

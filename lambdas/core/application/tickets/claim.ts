/** Finding the specialist for a ticket and claiming room with them, so that two tickets never overfill one agent. */
import { DomainError } from '../../domain/errors.ts';
import { assignTo } from '../../domain/ticket/assign.ts';
import type { Circumstances, Decision } from '../../domain/ticket/decision.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { rank } from '../../domain/triage/routing.ts';
import type { RankedAgent } from '../../domain/triage/triage.ts';
import type { Ports } from '../ports.ts';

export interface Claim {
  readonly decision: Decision;
  readonly ranking: readonly RankedAgent[];
  readonly assignment: { readonly assigneeId: string | null; readonly reason: string };
  /** The limit that the transaction checks; absent when nobody is claimed. */
  readonly capacity?: number;
}

/** Ranks by loads as they are now; agents in `full` turned out to be full since and are passed over. */
export const claimSpecialist = async (
  ports: Pick<Ports, 'loads'>,
  ticket: Ticket,
  circumstances: Circumstances,
  full: ReadonlySet<string>,
): Promise<Claim> => {
  const { agents } = circumstances.settings;
  const candidates = agents.filter(
    (agent) =>
      agent.groups.includes(ticket.groupId) && agent.lines.includes(ticket.line) && agent.role !== 'admin',
  );
  const loads = await ports.loads.of(candidates.map((agent) => agent.id));
  const ranking = rank(candidates, loads, ticket, circumstances.now);
  const best = ranking.find((one) => one.suitable && !full.has(one.agentId));
  if (best === undefined) {
    const reason =
      candidates.length === 0 ? 'nobody is in the group' : 'nobody in the group is free and suitable';
    return {
      decision: assignTo(ticket, { assigneeId: null, reason }, circumstances),
      ranking,
      assignment: { assigneeId: null, reason },
    };
  }
  const reason = `${best.spareCapacity} % of capacity free, the most in ${ticket.groupId}`;
  return {
    decision: assignTo(ticket, { assigneeId: best.agentId, reason }, circumstances),
    ranking,
    assignment: { assigneeId: best.agentId, reason },
    capacity: best.capacity,
  };
};

/** Repeats `attempt` past agents who filled up between ranking and claim. */
export const pastFullAgents = async <T>(attempt: (full: Set<string>) => Promise<T>): Promise<T> => {
  const full = new Set<string>();
  for (;;) {
    try {
      return await attempt(full);
    } catch (error) {
      if (!(error instanceof DomainError && error.name === 'AgentFull')) throw error;
      const agentId = error.extra.agentId;
      if (typeof agentId !== 'string' || full.has(agentId)) throw error;
      full.add(agentId);
    }
  }
};

/** Finding the specialist for a ticket and claiming room with them, so that two tickets never overfill one agent. */
import { DomainError } from '../../domain/errors.ts';
import { assignTo } from '../../domain/ticket/assign.ts';
import type { Circumstances, Decision } from '../../domain/ticket/decision.ts';
import { NOT_BY_TIME } from '../../domain/ticket/routing-due.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { type Floor, favouritesOf } from '../../domain/triage/floor.ts';
import { candidatesFor, rank, worthTryingAt } from '../../domain/triage/routing.ts';
import type { RankedAgent, Triage } from '../../domain/triage/triage.ts';
import type { Ports } from '../ports.ts';

export interface Claim {
  readonly decision: Decision;
  readonly ranking: readonly RankedAgent[];
  readonly assignment: { readonly assigneeId: string | null; readonly reason: string };
  /** The limit that the transaction checks; absent when nobody is claimed. */
  readonly capacity?: number;
}

/**
 * Ranks by loads as they are now; agents in `full` turned out to be full since and are passed over. Where nobody can
 * have it the decision says when it is worth trying again.
 */
export const claimSpecialist = async (
  ports: Pick<Ports, 'loads'>,
  ticket: Ticket,
  circumstances: Circumstances,
  full: ReadonlySet<string>,
): Promise<Claim> => {
  const { settings, now } = circumstances;
  const candidates = candidatesFor(settings.agents, ticket, settings);
  const floor: Floor = {
    settings,
    now,
    full,
    loads: await ports.loads.of(candidates.map((agent) => agent.id)),
  };
  const ranking = rank(candidates, ticket, floor);
  const best = ranking.find((one) => one.suitable);
  if (best === undefined) {
    const reason =
      candidates.length === 0 ? 'nobody is in the group' : 'nobody in the group is free and suitable';
    const tries = ticket.progress.routeAgain?.tries ?? 0;
    const at = worthTryingAt(candidates, ticket, floor, tries);
    const routeAgain = { at: at ?? NOT_BY_TIME, tries: tries + 1 };
    return {
      decision: assignTo(ticket, { assigneeId: null, reason, routeAgain }, circumstances),
      ranking,
      assignment: { assigneeId: null, reason },
    };
  }
  const favourite = favouritesOf(ticket, settings).find(({ agentId }) => agentId === best.agentId);
  const reason =
    favourite?.because ?? `${best.spareCapacity} % of capacity free, the most in ${ticket.groupId}`;
  return {
    decision: assignTo(ticket, { assigneeId: best.agentId, reason }, circumstances),
    ranking,
    assignment: { assigneeId: best.agentId, reason },
    capacity: best.capacity,
  };
};

/** What a claim is kept as: the limit that binds, and the ranking beside the analysis, where there was one. */
export const claimed = async (
  ports: Pick<Ports, 'tickets'>,
  ticket: Ticket,
  { decision, capacity, ranking, assignment }: Claim,
  now: string,
): Promise<Decision & { readonly capacity?: number; readonly triage?: Triage }> => {
  const triage = await ports.tickets.triage(ticket.id);
  return {
    ...decision,
    ...(capacity === undefined ? {} : { capacity }),
    ...(triage === null ? {} : { triage: { ...triage, ranking, assignment: { ...assignment, at: now } } }),
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

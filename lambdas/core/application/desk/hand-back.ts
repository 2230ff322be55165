/** All unsolved tickets of one agent go back to their groups, where somebody else is looked for at once. */
import type { Agent } from '../../domain/settings/schemas.ts';
import { handBack as handBackOfAgent } from '../../domain/ticket/assign.ts';
import type { Circumstances, Decision } from '../../domain/ticket/decision.ts';
import type { Actor } from '../../domain/ticket/events.ts';
import { later } from '../../domain/ticket/instants.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { againAfter } from '../again.ts';
import { everyItem } from '../every-page.ts';
import type { Ports } from '../ports.ts';
import { keep } from '../tickets/keep.ts';
import type { Turns } from '../turns.ts';

export type HandBackPorts = Pick<Ports, 'tickets' | 'ids' | 'clock' | 'settings'>;

/** Why, and by whom. */
export interface HandingBack extends Pick<Turns, 'take'> {
  readonly reason: string;
  readonly actor: Actor;
  readonly correlationId: string;
}

interface HandingBackOne extends Pick<HandingBack, 'actor' | 'correlationId'> {
  /** Decided again on a newer ticket when another change came first. */
  readonly rule: (ticket: Ticket, circumstances: Pick<Circumstances, 'settings' | 'now'>) => Decision;
}

const ATTEMPTS = 5;

/** True when it went back. */
export const handBackOne = async (
  ports: HandBackPorts,
  ticketId: string,
  { rule, actor, correlationId }: HandingBackOne,
): Promise<boolean> => {
  const settings = await ports.settings.current();
  return againAfter('VersionConflict', ATTEMPTS, async () => {
    const before = await ports.tickets.find(ticketId);
    if (before === null) return false;
    const now = later(ports.clock.now(), before.updatedAt);
    const decision = rule(before, { settings, now });
    const { events } = await keep(ports, { before, decision, now, settings, actor, correlationId });
    return events.length > 0;
  });
};

/**
 * How many went back. Each has its turn, whatever became of those before it: what the view shows late, or a ticket that
 * would not be changed, is left to the next round.
 */
export const handBack = async (ports: HandBackPorts, agent: Agent, about: HandingBack): Promise<number> => {
  const held = await everyItem((page) => ports.tickets.view({ kind: 'assignee', agentId: agent.id }, page));
  let count = 0;
  const rule: HandingBackOne['rule'] = (ticket, { now }) =>
    handBackOfAgent(ticket, { agent, reason: about.reason }, now);
  for (const { id } of held)
    if (await about.take(() => handBackOne(ports, id, { ...about, rule }))) count += 1;
  return count;
};

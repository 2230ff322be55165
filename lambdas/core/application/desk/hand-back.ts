/** All unsolved tickets of one agent go back to their groups, where somebody else is looked for at once. */
import type { Agent } from '../../domain/settings/schemas.ts';
import { handBack as rule } from '../../domain/ticket/assign.ts';
import type { Actor } from '../../domain/ticket/events.ts';
import { later } from '../../domain/ticket/instants.ts';
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

const ATTEMPTS = 5;

const handBackOne = async (
  ports: HandBackPorts,
  ticketId: string,
  agent: Agent,
  { reason, actor, correlationId }: Omit<HandingBack, 'take'>,
): Promise<boolean> => {
  const settings = await ports.settings.current();
  return againAfter('VersionConflict', ATTEMPTS, async () => {
    const before = await ports.tickets.find(ticketId);
    if (before === null) return false;
    const now = later(ports.clock.now(), before.updatedAt);
    const decision = rule(before, { agent, reason }, now);
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
  for (const { id } of held) if (await about.take(() => handBackOne(ports, id, agent, about))) count += 1;
  return count;
};

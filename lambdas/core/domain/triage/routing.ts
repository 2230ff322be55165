/** Which agent of a group gets a ticket next, and why. First form: nobody has shifts. */
import type { Agent } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { RankedAgent } from './triage.ts';

/** Unsolved tickets of an agent, and since when they have been given none; null: never had one. */
export interface Load {
  readonly open: number;
  readonly idleSince: string | null;
}

export type RoutedTicket = Pick<Ticket, 'line' | 'groupId' | 'language' | 'category' | 'product'>;

const NO_LOAD: Load = { open: 0, idleSince: null };

const primary = (tag: string): string => tag.split('-', 1).join('').toLowerCase();

const speaks = (agent: Agent, language: string): boolean =>
  agent.languages.some((spoken) => primary(spoken) === primary(language));

const spareOf = (agent: Agent, open: number): number =>
  agent.capacity === 0 ? 0 : Math.max(0, ((agent.capacity - open) / agent.capacity) * 100);

const against = (
  agent: Agent,
  open: number,
  ticket: RoutedTicket,
  group: readonly Agent[],
  now: string,
): readonly string[] => {
  const somebodyElseSpeaks = group.some((other) => other.id !== agent.id && speaks(other, ticket.language));
  const away = agent.awayUntil != null && Date.parse(agent.awayUntil) > Date.parse(now);
  return [
    agent.groups.includes(ticket.groupId) ? '' : `is not in the group "${ticket.groupId}"`,
    away ? `is away until ${agent.awayUntil}` : '',
    agent.capacity === 0 ? 'takes no tickets by routing' : '',
    agent.capacity > 0 && open >= agent.capacity ? `is full: ${open} of ${agent.capacity}` : '',
    !speaks(agent, ticket.language) && somebodyElseSpeaks ? `does not speak "${ticket.language}"` : '',
  ].filter((reason) => reason !== '');
};

const inFavour = (agent: Agent, open: number, ticket: RoutedTicket): readonly string[] => {
  const skills = [ticket.product, ticket.category].filter((id) => id !== null && agent.skills.includes(id));
  return [
    `has ${open} of ${agent.capacity}`,
    speaks(agent, ticket.language)
      ? `speaks "${ticket.language}"`
      : `does not speak "${ticket.language}", nor does anybody else in the group`,
    ...skills.map((id) => `knows "${id}"`),
  ];
};

/**
 * All candidates, best first: suitable before unsuitable, then the most spare capacity in percent, then the one idle
 * longest, then by id. Nobody suitable: the ticket stays with its group.
 */
export const rank = (
  candidates: readonly Agent[],
  loads: ReadonlyMap<string, Load>,
  ticket: RoutedTicket,
  now: string,
): readonly RankedAgent[] => {
  const group = candidates.filter((agent) => agent.groups.includes(ticket.groupId));
  return candidates
    .map((agent) => {
      const { open, idleSince } = loads.get(agent.id) ?? NO_LOAD;
      const refusals = against(agent, open, ticket, group, now);
      return { agent, open, idleSince, refusals, spare: spareOf(agent, open) };
    })
    .toSorted(
      (a, b) =>
        Math.min(a.refusals.length, 1) - Math.min(b.refusals.length, 1) ||
        b.spare - a.spare ||
        (a.idleSince ?? '').localeCompare(b.idleSince ?? '', 'en') ||
        a.agent.id.localeCompare(b.agent.id, 'en'),
    )
    .map(({ agent, open, refusals, spare }) => ({
      agentId: agent.id,
      suitable: refusals.length === 0,
      reasons: refusals.length === 0 ? inFavour(agent, open, ticket) : refusals,
      spareCapacity: Math.round(spare * 10) / 10,
      open,
      capacity: agent.capacity,
    }));
};

/** Why an agent can not have a ticket now, and whether waiting helps: a row for each reason. */
import { isAway, isOnShift, nextAtWork } from '../people/shift.ts';
import type { Agent } from '../settings/schemas.ts';
import { knownOf, speaks, type Wanted } from './fitness.ts';
import { type Floor, favouritesOf, type RoutedTicket } from './floor.ts';

export interface Refusal {
  /** The end of a sentence that begins with the agent's name. */
  readonly reason: string;
  /** When it ends by itself, ISO 8601 UTC; `room`: when they solve something; null: not by waiting. */
  readonly lifts: string | 'room' | null;
}

interface Case {
  readonly agent: Agent;
  readonly open: number;
  readonly ticket: RoutedTicket;
  readonly wanted: Wanted;
  readonly floor: Floor;
  readonly isFavourite: boolean;
}

const backAt = ({ agent, floor }: Case): string => nextAtWork(agent, floor.settings, floor.now);

interface Rule {
  readonly refuses: (one: Case) => boolean;
  readonly reason: (one: Case) => string;
  readonly lifts: (one: Case) => Refusal['lifts'];
}

const never = (): null => null;
const room = (): 'room' => 'room';

/** In the order in which people read them. A favourite need not know or speak what the group's others do. */
const RULES: readonly Rule[] = [
  {
    refuses: ({ agent, ticket, isFavourite }) => !isFavourite && !agent.groups.includes(ticket.groupId),
    reason: ({ ticket }) => `is not in the group "${ticket.groupId}"`,
    lifts: never,
  },
  {
    refuses: ({ agent, floor }) => isAway(agent, floor.now),
    reason: ({ agent }) => `is away until ${agent.awayUntil}`,
    lifts: backAt,
  },
  {
    refuses: ({ agent, floor }) => !isAway(agent, floor.now) && !isOnShift(agent, floor.settings, floor.now),
    reason: (one) => `is off shift until ${backAt(one)}`,
    lifts: backAt,
  },
  {
    refuses: ({ agent }) => agent.capacity === 0,
    reason: () => 'takes no tickets by routing',
    lifts: never,
  },
  {
    refuses: ({ agent, open }) => agent.capacity > 0 && open >= agent.capacity,
    reason: ({ agent, open }) => `is full: ${open} of ${agent.capacity}`,
    lifts: room,
  },
  {
    refuses: ({ agent, open, floor }) => open < agent.capacity && floor.full?.has(agent.id) === true,
    reason: () => 'was given their last free place a moment ago',
    lifts: room,
  },
  {
    refuses: ({ agent, ticket, wanted, isFavourite }) =>
      !isFavourite && wanted.language && !speaks(agent, ticket.language),
    reason: ({ ticket }) => `does not speak "${ticket.language}"`,
    lifts: never,
  },
  {
    refuses: ({ agent, ticket, wanted, isFavourite }) =>
      !isFavourite && knownOf(agent, ticket).length < wanted.knowledge,
    reason: ({ agent, ticket }) =>
      `knows less of this than others in the group: ${knownOf(agent, ticket).join(', ') || 'nothing'}`,
    lifts: never,
  },
];

/** Empty when they can have it. */
export const refusalsOf = (
  agent: Agent,
  open: number,
  ticket: RoutedTicket,
  wanted: Wanted,
  floor: Floor,
): readonly Refusal[] => {
  const isFavourite = favouritesOf(ticket, floor.settings).some(({ agentId }) => agentId === agent.id);
  const one: Case = { agent, open, ticket, wanted, floor, isFavourite };
  return RULES.filter(({ refuses }) => refuses(one)).map(({ reason, lifts }) => ({
    reason: reason(one),
    lifts: lifts(one),
  }));
};

/** Which agent of a group gets a ticket next, why, and when it is worth trying again where nobody can have it now. */
import type { Agent } from '../settings/schemas.ts';
import { knownOf, speaks, wantedOf } from './fitness.ts';
import { type Floor, favouritesOf, type Load, type RoutedTicket } from './floor.ts';
import { refusalsOf } from './refusals.ts';
import type { RankedAgent } from './triage.ts';

const NO_LOAD: Load = { open: 0, idleSince: null };

const spareOf = (agent: Agent, open: number): number =>
  agent.capacity === 0 ? 0 : Math.max(0, ((agent.capacity - open) / agent.capacity) * 100);

/** Agents of the ticket's line who are in its group, and favourites wherever on the line they are; admins hold none. */
export const candidatesFor = (
  agents: readonly Agent[],
  ticket: RoutedTicket,
  settings: Floor['settings'],
): readonly Agent[] => {
  const favourites = new Set(favouritesOf(ticket, settings).map(({ agentId }) => agentId));
  return agents.filter(
    ({ id, role, groups, lines }) =>
      role !== 'admin' &&
      lines.includes(ticket.line) &&
      (groups.includes(ticket.groupId) || favourites.has(id)),
  );
};

const inFavour = (agent: Agent, open: number, ticket: RoutedTicket, because: string | undefined) => [
  ...(because === undefined ? [] : [because]),
  `has ${open} of ${agent.capacity}`,
  speaks(agent, ticket.language)
    ? `speaks "${ticket.language}"`
    : `does not speak "${ticket.language}", nor does anybody else in the group`,
  ...knownOf(agent, ticket).map((id) => `knows "${id}"`),
];

/**
 * All candidates, best first: suitable before unsuitable, favourites before others, then the most spare capacity in
 * percent, then the one idle longest, then by id. Nobody suitable: the ticket stays with its group.
 */
export const rank = (
  candidates: readonly Agent[],
  ticket: RoutedTicket,
  floor: Floor,
): readonly RankedAgent[] => {
  const wanted = wantedOf(candidates, ticket, floor.now);
  const favourites = favouritesOf(ticket, floor.settings);
  const placeOf = (id: string): number => {
    const at = favourites.findIndex(({ agentId }) => agentId === id);
    return at === -1 ? favourites.length : at;
  };
  return candidates
    .map((agent) => {
      const load = floor.loads.get(agent.id) ?? NO_LOAD;
      const refusals = refusalsOf(agent, load.open, ticket, wanted, floor);
      const place = placeOf(agent.id);
      return { agent, ...load, refusals, place, spare: spareOf(agent, load.open) };
    })
    .toSorted(
      (a, b) =>
        Math.min(a.refusals.length, 1) - Math.min(b.refusals.length, 1) ||
        a.place - b.place ||
        b.spare - a.spare ||
        (a.idleSince ?? '').localeCompare(b.idleSince ?? '', 'en') ||
        a.agent.id.localeCompare(b.agent.id, 'en'),
    )
    .map(({ agent, open, refusals, place, spare }) => ({
      agentId: agent.id,
      suitable: refusals.length === 0,
      reasons:
        refusals.length === 0
          ? inFavour(agent, open, ticket, favourites[place]?.because)
          : refusals.map(({ reason }) => reason),
      spareCapacity: Math.round(spare * 10) / 10,
      open,
      capacity: agent.capacity,
    }));
};

const MINUTE = 60_000;
const FIRST_PAUSE_MINUTES = 15;
const LONGEST_PAUSE_MINUTES = 240;

/** Twice as long after every try, from a quarter of an hour to four hours. */
const pauseAfter = (tries: number): number =>
  Math.min(FIRST_PAUSE_MINUTES * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MINUTES) * MINUTE;

/**
 * When a ticket that nobody can have now should be offered again, ISO 8601 UTC: when the first who only waits for their
 * shift begins it, or after a pause when somebody only lacks room. Null: waiting changes nothing. `tries` counts those
 * that have failed before this one.
 */
export const worthTryingAt = (
  candidates: readonly Agent[],
  ticket: RoutedTicket,
  floor: Floor,
  tries: number,
): string | null => {
  const wanted = wantedOf(candidates, ticket, floor.now);
  const pause = new Date(Date.parse(floor.now) + pauseAfter(tries)).toISOString();
  const times = candidates.flatMap((agent) => {
    const open = floor.loads.get(agent.id)?.open ?? 0;
    const lifts = refusalsOf(agent, open, ticket, wanted, floor).map((one) =>
      one.lifts === 'room' ? pause : one.lifts,
    );
    const last = lifts.reduce((a, b) => (a === null || b === null ? null : a > b ? a : b), pause.slice(0, 0));
    return last === null ? [] : [last];
  });
  return times.length === 0 ? null : times.reduce((a, b) => (a < b ? a : b));
};

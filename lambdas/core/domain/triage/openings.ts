/** Who of those at work has room, and which waiting tickets that is room for. */
import type { Agent, Settings } from '../settings/schemas.ts';
import { LINES, type Line } from '../ticket/words.ts';
import type { Load, RoutedTicket } from './floor.ts';
import { candidatesFor, rank } from './routing.ts';

export interface Openings {
  /** On which somebody has room; none: nobody can have anything. */
  readonly lines: readonly Line[];
  /** Whether somebody can have it now. */
  readonly fit: (ticket: RoutedTicket) => boolean;
}

/** Everything of a ticket that routing goes by. */
const kindOf = ({ line, groupId, language, category, product, requester }: RoutedTicket): string =>
  JSON.stringify([line, groupId, language, category, product, requester.plan]);

/** Ranks once for each kind of ticket: thousands that wait are of few kinds. Holds for these loads. */
export const openingsOf = (
  atWork: readonly Agent[],
  floor: {
    readonly settings: Settings;
    readonly loads: ReadonlyMap<string, Load>;
    /** ISO 8601 UTC. */
    readonly now: string;
  },
): Openings => {
  const { settings, loads } = floor;
  const withRoom = atWork.filter(({ id, capacity }) => (loads.get(id)?.open ?? 0) < capacity);
  const known = new Map<string, boolean>();
  return {
    lines: LINES.filter((line) => withRoom.some((agent) => agent.lines.includes(line))),
    fit: (ticket) => {
      const kind = kindOf(ticket);
      const before = known.get(kind);
      if (before !== undefined) return before;
      const [best] = rank(candidatesFor(settings.agents, ticket, settings), ticket, floor);
      known.set(kind, best?.suitable === true);
      return best?.suitable === true;
    },
  };
};

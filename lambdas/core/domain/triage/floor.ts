/** Everything that routing goes by beside the agents: the ticket, who holds how much, and who is to be asked first. */
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** Unsolved tickets of an agent, and since when they have been given none; null: never had one. */
export interface Load {
  readonly open: number;
  readonly idleSince: string | null;
}

export type RoutedTicket = Pick<
  Ticket,
  'line' | 'groupId' | 'language' | 'category' | 'product' | 'requester'
>;

/** Everything that routing goes by beside ticket and agents. */
export interface Floor {
  readonly settings: Pick<Settings, 'schedules' | 'categories' | 'plans'>;
  readonly loads: ReadonlyMap<string, Load>;
  /** ISO 8601 UTC. */
  readonly now: string;
  /** Who was ranked first a moment ago and turned out to have no room. */
  readonly full?: ReadonlySet<string>;
}

/** Who gets tickets of this kind before others do, and by whose word; the first is asked first. */
export const favouritesOf = (
  ticket: RoutedTicket,
  { categories, plans }: Floor['settings'],
): readonly { readonly agentId: string; readonly because: string }[] => {
  const pinned = categories.find(({ id }) => id === ticket.category)?.pinnedTo;
  const manager = plans.find(({ id }) => id === ticket.requester.plan)?.manager;
  return [
    ...(pinned == null ? [] : [{ agentId: pinned, because: `"${ticket.category}" is pinned to them` }]),
    ...(manager == null
      ? []
      : [{ agentId: manager, because: `is the manager of the plan "${ticket.requester.plan}"` }]),
  ];
};

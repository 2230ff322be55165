/** Counts of clusters and their outbreaks in memory. */
import type { Clusters, Outbreaks } from '../../../lambdas/core/application/problem-ports.ts';
import { type Cluster, type CountedTicket, hourOf } from '../../../lambdas/core/domain/triage/outbreak.ts';
import type { World } from './world.ts';

export const clusterName = ({ category, product }: Cluster): string => `${category}#${product ?? ''}`;

export const fakeClusters = (): Clusters => {
  const counted = new Map<string, Map<string, CountedTicket>>();
  const of = (cluster: Cluster): readonly CountedTicket[] => [
    ...(counted.get(clusterName(cluster)) ?? new Map<string, CountedTicket>()).values(),
  ];
  return {
    add: async (cluster, ticket) => {
      const tickets = counted.get(clusterName(cluster)) ?? new Map<string, CountedTicket>();
      tickets.set(ticket.ticketId, tickets.get(ticket.ticketId) ?? ticket);
      counted.set(clusterName(cluster), tickets);
    },
    since: async (cluster, at) =>
      of(cluster)
        .filter(({ createdAt }) => createdAt >= at)
        .sort((a, b) => (a.createdAt + a.ticketId < b.createdAt + b.ticketId ? 1 : -1))
        .slice(0, 200),
    hours: async (cluster, from) => {
      const counts = new Map<string, number>();
      for (const { createdAt } of of(cluster))
        counts.set(hourOf(createdAt), (counts.get(hourOf(createdAt)) ?? 0) + 1);
      return [...counts]
        .filter(([hour]) => hour >= hourOf(from))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([hour, count]) => ({ hour, count }));
    },
  };
};

export const fakeOutbreaks = (world: World): Outbreaks => ({
  of: async (cluster) => structuredClone(world.outbreaks.get(clusterName(cluster)) ?? null),
  list: async () =>
    [...world.outbreaks.values()].sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1)),
  change: async (after) => {
    const stored = world.outbreaks.get(clusterName(after));
    if (stored?.id !== after.id || stored.revision !== after.revision - 1) return false;
    world.outbreaks.set(clusterName(after), structuredClone(after));
    return true;
  },
});

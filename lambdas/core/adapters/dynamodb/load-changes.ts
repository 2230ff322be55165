/** How a change of a ticket counts in the loads of agents, as items of its transaction. */
import type { LoadChange } from '../../application/records.ts';
import { agentFull } from '../../domain/errors.ts';
import { loadKey } from './keys.ts';
import type { Step } from './step.ts';

/**
 * A transaction may name a row once, and what an agent gives up with one ticket and gets with another, or with the same,
 * changes nothing.
 */
export const netLoads = (loads: readonly LoadChange[]): readonly LoadChange[] =>
  loads.filter((load) => loads.filter(({ agentId }) => agentId === load.agentId).length === 1);

/** An agent without a row has no tickets: room enough, unless they take none at all. */
const roomBelow = (below: number): string =>
  below > 0 ? 'attribute_not_exists(#open) OR #open < :below' : '#open < :below';

export const loadSteps = (table: string, loads: readonly LoadChange[], at: string): readonly Step[] =>
  netLoads(loads).map(({ agentId, by, below }) => {
    const limit = by === 1 ? below : null;
    return {
      item: {
        Update: {
          TableName: table,
          Key: { ...loadKey(agentId) },
          UpdateExpression: 'ADD #open :by SET idleSince = :at',
          ExpressionAttributeNames: { '#open': 'open' },
          ExpressionAttributeValues: { ':by': by, ':at': at, ...(limit === null ? {} : { ':below': limit }) },
          ...(limit === null ? {} : { ConditionExpression: roomBelow(limit) }),
        },
      },
      refusal: () => agentFull(agentId),
    };
  });

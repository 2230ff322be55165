/** How many unsolved tickets each agent holds, as the transactions have counted them. */
import * as z from 'zod/mini';
import type { Loads } from '../../application/ports.ts';
import { loadKey } from './keys.ts';
import type { Table } from './table.ts';

const loadRow = z.object({
  PK: z.string(),
  open: z.int(),
  idleSince: z._default(z.nullable(z.string()), null),
});

export const dynamoLoads = (table: Table): Loads => ({
  of: async (agentIds) => {
    const rows = await table.getAll([...new Set(agentIds)].map(loadKey));
    const byPartition = new Map(rows.map((row) => [row.PK, z.parse(loadRow, row)]));
    return new Map(
      agentIds.map((agentId) => {
        const row = byPartition.get(loadKey(agentId).PK);
        return [agentId, { open: Math.max(0, row?.open ?? 0), idleSince: row?.idleSince ?? null }];
      }),
    );
  },
});

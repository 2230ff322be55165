/** How often each macro was used, a count for each category that it was used in. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { MacroUses } from '../../application/ports.ts';
import { macroUseKey, macroUsesPartition, usedMacroKey } from './keys.ts';
import { cancellationReasons } from './refusals.ts';
import type { Table } from './table.ts';

/** Longer than the bus, the function's own retries and a queue of lost events can bring an event back. */
const KEPT_SECONDS = 15 * 86_400;

const useRow = z.object({ SK: z.string(), uses: z.int() });

export const dynamoMacroUses = (table: Table): MacroUses => ({
  of: async (category) => {
    const rows = await table.query({
      KeyConditionExpression: 'PK = :partition',
      ExpressionAttributeValues: { ':partition': macroUsesPartition(category) },
    });
    return new Map(
      rows.map((row) => {
        const { SK, uses } = z.parse(useRow, row);
        return [SK, uses];
      }),
    );
  },

  count: async ({ macro, category, eventId, at }) => {
    const TableName = table.name;
    try {
      await table.transact(
        [
          {
            Put: {
              TableName,
              Item: { ...usedMacroKey(eventId), expiresAt: Math.floor(Date.parse(at) / 1000) + KEPT_SECONDS },
              ConditionExpression: 'attribute_not_exists(PK)',
            },
          },
          {
            Update: {
              TableName,
              Key: { ...macroUseKey(category, macro) },
              UpdateExpression: 'ADD uses :one',
              ExpressionAttributeValues: { ':one': 1 },
            },
          },
        ],
        randomUUID(),
      );
    } catch (error) {
      if (cancellationReasons(error)?.[0]?.Code !== 'ConditionalCheckFailed') throw error;
    }
  },
});

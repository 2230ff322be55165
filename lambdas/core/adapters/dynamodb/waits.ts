/** The waiting rows of workflows. */
import * as z from 'zod/mini';
import type { Waits } from '../../application/ports.ts';
import { INDEXES } from '../../contracts/indexes.ts';
import { superseded } from '../../domain/errors.ts';
import { SHARDS, ticketIdOf, waitKey, wakeSort, wakeView } from './keys.ts';
import { mergedPage } from './merged-page.ts';
import { refusedRow } from './refusals.ts';
import type { Table } from './table.ts';
import { rowOfWait, waitOf } from './wait-row.ts';

const indexed = z.object({ PK: z.string() });

export const dynamoWaits = (table: Table): Waits => ({
  find: async (ticketId) => {
    const row = await table.get(waitKey(ticketId));
    return row === null ? null : waitOf(row);
  },
  arm: async (wait) => {
    try {
      await table.put(rowOfWait(wait), {
        ConditionExpression: '#generation <= :generation',
        ExpressionAttributeNames: { '#generation': 'generation' },
        ExpressionAttributeValues: { ':generation': wait.generation },
      });
    } catch (error) {
      throw refusedRow(error) === null ? error : superseded();
    }
  },
  disarm: async (ticketId, token, at) => {
    try {
      await table.update({
        Key: { ...waitKey(ticketId) },
        UpdateExpression: 'SET wakeAt = :at, GSI2SK = :sort REMOVE #token, place',
        ConditionExpression: '#token = :token',
        ExpressionAttributeNames: { '#token': 'token' },
        ExpressionAttributeValues: { ':token': token, ':at': at, ':sort': wakeSort(at, ticketId) },
      });
    } catch (error) {
      if (refusedRow(error) === null) throw error;
    }
  },
  /** The index tells which; the rows themselves tell whether it is still so. */
  overdue: async (before, page) => {
    const ranges = SHARDS.map((shard) => ({ partition: wakeView(shard), from: ' ', to: before }));
    const { items, next } = await mergedPage(table, { index: INDEXES.holder, ranges }, page);
    const keys = items.map((row) => waitKey(ticketIdOf(z.parse(indexed, row).PK)));
    const waits = (await table.getAll(keys)).map(waitOf).filter(({ wakeAt }) => wakeAt < before);
    const sort = (wait: { wakeAt: string; ticketId: string }): string => wakeSort(wait.wakeAt, wait.ticketId);
    return { items: waits.sort((a, b) => (sort(a) < sort(b) ? -1 : 1)), next };
  },
});

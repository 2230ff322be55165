/** The waiting rows of workflows. */
import * as z from 'zod/mini';
import type { Wait } from '../../application/records.ts';
import type { Waits } from '../../application/workflow-ports.ts';
import { INDEXES } from '../../contracts/indexes.ts';
import { superseded } from '../../domain/errors.ts';
import { SHARDS, ticketIdOf, waitKey, wakeSort, wakeView } from './keys.ts';
import { mergedPage } from './merged-page.ts';
import { held } from './refusals.ts';
import type { Table } from './table.ts';
import { waitOf, wakeKeys } from './wait-row.ts';

const indexed = z.object({ PK: z.string() });

const byWaking = (a: Wait, b: Wait): number =>
  wakeSort(a.wakeAt, a.ticketId) < wakeSort(b.wakeAt, b.ticketId) ? -1 : 1;

export const dynamoWaits = (table: Table): Waits => ({
  find: async (ticketId) => {
    const row = await table.get(waitKey(ticketId));
    return row === null ? null : waitOf(row);
  },

  arm: async ({ ticketId, generation, token, place, wakeAt }) => {
    const { GSI2PK, GSI2SK } = wakeKeys(ticketId, wakeAt);
    const isArmed = await held(
      table.update({
        Key: { ...waitKey(ticketId) },
        UpdateExpression:
          'SET #generation = :generation, #token = :token, #place = :place, wakeAt = :wakeAt, ' +
          'GSI2PK = :partition, GSI2SK = :sort',
        ConditionExpression: '#generation <= :generation',
        ExpressionAttributeNames: { '#generation': 'generation', '#token': 'token', '#place': 'place' },
        ExpressionAttributeValues: {
          ':generation': generation,
          ':token': token,
          ':place': place,
          ':wakeAt': wakeAt,
          ':partition': GSI2PK,
          ':sort': GSI2SK,
        },
      }),
    );
    if (!isArmed) throw superseded();
  },

  disarm: async (ticketId, token, at) => {
    await held(
      table.update({
        Key: { ...waitKey(ticketId) },
        UpdateExpression: 'SET wakeAt = :at, GSI2SK = :sort REMOVE #token, #place',
        ConditionExpression: '#token = :token',
        ExpressionAttributeNames: { '#token': 'token', '#place': 'place' },
        ExpressionAttributeValues: { ':token': token, ':at': at, ':sort': wakeSort(at, ticketId) },
      }),
    );
  },

  end: async (ticketId, generation) => {
    await held(
      table.delete(waitKey(ticketId), {
        ConditionExpression: '#generation <= :generation',
        ExpressionAttributeNames: { '#generation': 'generation' },
        ExpressionAttributeValues: { ':generation': generation },
      }),
    );
  },

  /** The index tells which; the rows themselves tell whether it is still so. */
  overdue: async (before, page) => {
    const ranges = SHARDS.map((shard) => ({ partition: wakeView(shard), from: ' ', to: before }));
    const { items, next } = await mergedPage(table, { index: INDEXES.holder, ranges }, page);
    const keys = items.map((row) => waitKey(ticketIdOf(z.parse(indexed, row).PK)));
    const waits = (await table.getAll(keys)).map(waitOf).filter(({ wakeAt }) => wakeAt < before);
    return { items: waits.sort(byWaking), next };
  },
});

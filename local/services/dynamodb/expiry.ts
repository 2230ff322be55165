/** Time to live on the desk's clock: the binary never deletes by itself. */
import { type Activity, AwsError, type Clock } from '../../kernel/contract.ts';
import type { DatabaseClient } from './client.ts';
import type { TableDescription } from './tables.ts';
import type { Writes } from './writes.ts';

/** AWS deletes within a few days; four times a day is soon enough and cheap when months are skipped. */
const SWEEP_EVERY_MS = 6 * 3_600_000;

const ALARM = 'dynamodb:expiry';

type Item = Record<string, { readonly S?: string; readonly N?: string; readonly B?: string }>;

export interface Expiry {
  /** Deletes what expired before now; answers how many rows. */
  sweep(): Promise<number>;
  close(): void;
}

/** What the last look at a table found, so that the next may be spared. */
interface Look {
  readonly writes: number;
  readonly nextAt: number;
}

/** `spares` answers whether an expired row is left alone until the next look. */
export const createExpiry = (
  client: DatabaseClient,
  clock: Clock,
  activity: Activity,
  writes: Writes,
  tables: readonly TableDescription[],
  spares: () => boolean,
): Expiry => {
  const looks = new Map<string, Look>();
  let closed = false;

  const sweepTable = async (table: TableDescription, attribute: string): Promise<number> => {
    const now = clock.now();
    const last = looks.get(table.name);
    const writesBefore = writes.count(table.name);
    if (last !== undefined && last.writes === writesBefore && last.nextAt > now) return 0;
    const { partition, sort } = table.keys;
    const names = [partition.name, ...(sort === undefined ? [] : [sort.name])];
    let nextAt = Number.POSITIVE_INFINITY;
    let deleted = 0;
    let from: unknown;
    do {
      const page = await client.call('Scan', {
        TableName: table.name,
        FilterExpression: 'attribute_type(#ttl, :number)',
        ProjectionExpression: [...names.map((_, index) => `#k${index}`), '#ttl'].join(', '),
        ExpressionAttributeNames: {
          '#ttl': attribute,
          ...Object.fromEntries(names.map((name, index) => [`#k${index}`, name])),
        },
        ExpressionAttributeValues: { ':number': { S: 'N' } },
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      });
      for (const item of page.Items as readonly Item[]) {
        const expiresAt = Number(item[attribute]?.N) * 1000;
        if (expiresAt > now || spares()) nextAt = Math.min(nextAt, expiresAt);
        else if (await remove(table.name, names, attribute, item)) deleted += 1;
      }
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    if (deleted > 0) writes.happened(table.name);
    looks.set(table.name, { writes: writesBefore + (deleted > 0 ? 1 : 0), nextAt });
    return deleted;
  };

  /** Only the row that was seen: somebody may just have given it more time. */
  const remove = async (
    table: string,
    names: readonly string[],
    attribute: string,
    item: Item,
  ): Promise<boolean> => {
    try {
      await client.call('DeleteItem', {
        TableName: table,
        Key: Object.fromEntries(names.map((name) => [name, item[name]])),
        ConditionExpression: '#ttl = :seen',
        ExpressionAttributeNames: { '#ttl': attribute },
        ExpressionAttributeValues: { ':seen': item[attribute] },
      });
      return true;
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  };

  const sweep = async (): Promise<number> => {
    const end = activity.begin('expired rows are deleted');
    try {
      let deleted = 0;
      for (const table of tables) {
        if (table.ttlAttribute !== undefined) deleted += await sweepTable(table, table.ttlAttribute);
      }
      return deleted;
    } finally {
      end();
    }
  };

  const arm = (): void =>
    clock.alarm(ALARM, clock.now() + SWEEP_EVERY_MS, async () => {
      arm();
      try {
        await sweep();
      } catch (error) {
        // The database goes down under a sweep that has begun; the next start sweeps again.
        if (!closed) throw error;
      }
    });
  if (tables.some((table) => table.ttlAttribute !== undefined)) arm();

  return {
    sweep,
    close: () => {
      closed = true;
      clock.cancel(ALARM);
    },
  };
};

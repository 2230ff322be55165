/** Walks the shards of one stream. The binary has a single one; other databases close one and open the next. */
import { AwsError } from '../../kernel/contract.ts';
import type { DatabaseClient } from './client.ts';
import type { RawRecord } from './stream-record.ts';

interface Shard {
  readonly ShardId: string;
  readonly SequenceNumberRange: { readonly StartingSequenceNumber?: string };
}

/** An iterator that continues after a sequence number, kept so that a reader that goes on needs one call. */
interface Position {
  readonly after: string | undefined;
  readonly shard: string;
  readonly iterator: string;
}

/** Positions of readers that went elsewhere need not be kept for ever. */
const MOST_POSITIONS = 16;

export interface ShardReader {
  /** Up to `limit` raw records after this sequence number, in order; empty only when there are none. */
  read(after: string | undefined, limit: number): Promise<readonly RawRecord[]>;
}

const startOf = (shard: Shard): bigint => BigInt(shard.SequenceNumberRange.StartingSequenceNumber ?? 0);

export const createShardReader = (client: DatabaseClient, table: string): ShardReader => {
  let stream: string | undefined;
  const positions = new Map<string, Position>();

  const streamArn = async (): Promise<string> => {
    if (stream !== undefined) return stream;
    const described = (await client.call('DescribeTable', { TableName: table })).Table as {
      readonly LatestStreamArn?: string;
    };
    if (described.LatestStreamArn === undefined) {
      throw new AwsError('ResourceNotFoundException', `The table ${table} has no stream.`);
    }
    stream = described.LatestStreamArn;
    return stream;
  };

  const shardsInOrder = async (): Promise<readonly Shard[]> => {
    const answer = await client.call('DynamoDBStreams.DescribeStream', { StreamArn: await streamArn() });
    const { Shards } = answer.StreamDescription as { readonly Shards: readonly Shard[] };
    return Shards.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
  };

  const iteratorAt = async (shard: string, after: string | undefined): Promise<Position> => {
    const answer = await client.call('DynamoDBStreams.GetShardIterator', {
      StreamArn: await streamArn(),
      ShardId: shard,
      ...(after === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }),
    });
    return { after, shard, iterator: String(answer.ShardIterator) };
  };

  /** The shard that holds `after`, or the oldest. */
  const find = async (after: string | undefined): Promise<Position | undefined> => {
    const shards = await shardsInOrder();
    const holding =
      after === undefined ? shards[0] : (shards.findLast((s) => startOf(s) <= BigInt(after)) ?? shards[0]);
    return holding === undefined ? undefined : iteratorAt(holding.ShardId, after);
  };

  const successor = async (shard: string): Promise<Position | undefined> => {
    const shards = await shardsInOrder();
    const next = shards[shards.findIndex((candidate) => candidate.ShardId === shard) + 1];
    return next === undefined ? undefined : iteratorAt(next.ShardId, undefined);
  };

  const remember = (position: Position): void => {
    const key = position.after ?? '';
    positions.delete(key);
    positions.set(key, position);
    const [oldest] = positions.keys();
    if (positions.size > MOST_POSITIONS && oldest !== undefined) positions.delete(oldest);
  };

  const readAt = async (start: Position, limit: number): Promise<readonly RawRecord[]> => {
    let position: Position | undefined = start;
    while (position !== undefined) {
      const { shard }: Position = position;
      const page = await client.call('DynamoDBStreams.GetRecords', {
        ShardIterator: position.iterator,
        Limit: limit,
      });
      const records = page.Records as readonly RawRecord[];
      const after = records.at(-1)?.dynamodb.SequenceNumber ?? start.after;
      const next = page.NextShardIterator;
      if (typeof next === 'string') remember({ after, shard, iterator: next });
      if (records.length > 0 || typeof next === 'string') return records;
      position = await successor(shard);
    }
    return [];
  };

  return {
    read: async (after, limit) => {
      const known = positions.get(after ?? '');
      if (known !== undefined) {
        try {
          return await readAt(known, limit);
        } catch (error) {
          const stale = error instanceof AwsError && /Iterator|TrimmedData/.test(error.code);
          if (!stale) throw error;
          positions.delete(after ?? '');
        }
      }
      const position = await find(after);
      return position === undefined ? [] : readAt(position, limit);
    },
  };
};

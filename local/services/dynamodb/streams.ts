/** Reads a table's stream the way Lambda's event source mapping does, in Lambda's shape of records. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AwsError, type Clock, REGION } from '../../kernel/contract.ts';
import type { DatabaseClient } from './client.ts';
import { createShardReader } from './shards.ts';
import type { RawRecord, StreamRecord } from './stream-record.ts';
import type { TableDescription } from './tables.ts';
import type { Writes } from './writes.ts';

/** What one read found: `last` is how far it looked, past dropped records too; undefined when there was nothing new. */
export interface StreamPage {
  readonly records: readonly StreamRecord[];
  readonly last: string | undefined;
}

export interface StreamSource {
  readonly table: string;
  readonly streamArn: string;
  /** Up to `limit` records after this sequence number; undefined reads from the oldest. */
  read(after: string | undefined, limit: number): Promise<StreamPage>;
  /** The newest sequence number, undefined when the stream is empty: for `StartingPosition: LATEST`. */
  latest(): Promise<string | undefined>;
  /** Called at once after every write to the table, before its caller has the answer. Answers how to stop. */
  onWrite(listener: () => void): () => void;
  /** Counts the writes since start: a reader whose last empty read began at this count has nothing to read. */
  writes(): number;
}

/** Who deletes by time to live, as DynamoDB names itself in the record. */
const TTL_IDENTITY = { principalId: 'dynamodb.amazonaws.com', type: 'Service' } as const;

/** AWS writes no record for a write that changes nothing; the binary does. */
const changesNothing = ({ eventName, dynamodb }: RawRecord): boolean =>
  eventName === 'MODIFY' &&
  dynamodb.NewImage !== undefined &&
  dynamodb.OldImage !== undefined &&
  isDeepStrictEqual(dynamodb.OldImage, dynamodb.NewImage);

/** `streamArn` is the name under which events report the stream; the binary's own is never shown. */
export const createStreamSource = (
  client: DatabaseClient,
  clock: Clock,
  writes: Writes,
  table: TableDescription,
  streamArn: string,
): StreamSource => {
  const shards = createShardReader(client, table.name);

  /** The binary writes down real time; the desk may be months ahead. */
  const deskSeconds = (real: number): number => Math.floor((real * 1000 + clock.now() - Date.now()) / 1000);

  /**
   * Our sweep's deletions are known by their row being past its time. Somebody else who deletes an expired row is
   * taken for it, which AWS would tell apart.
   */
  const isExpiry = ({ eventName, dynamodb }: RawRecord): boolean => {
    const expiresAt = dynamodb.OldImage?.[table.ttlAttribute ?? '']?.N;
    return eventName === 'REMOVE' && expiresAt !== undefined && Number(expiresAt) * 1000 <= clock.now();
  };

  const toLambda = (raw: RawRecord): StreamRecord => {
    const { SequenceNumber } = raw.dynamodb;
    const identity = raw.userIdentity ?? (isExpiry(raw) ? TTL_IDENTITY : undefined);
    return {
      eventID: createHash('md5').update(`${streamArn}/${SequenceNumber}`).digest('hex'),
      eventName: raw.eventName,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: REGION,
      eventSourceARN: streamArn,
      ...(identity === undefined ? {} : { userIdentity: identity }),
      dynamodb: {
        ...raw.dynamodb,
        ApproximateCreationDateTime: deskSeconds(raw.dynamodb.ApproximateCreationDateTime),
      },
    };
  };

  return {
    table: table.name,
    streamArn,
    read: async (after, limit) => {
      const raw = await shards.read(after, limit);
      return {
        records: raw.filter((record) => !changesNothing(record)).map(toLambda),
        last: raw.at(-1)?.dynamodb.SequenceNumber,
      };
    },
    latest: async () => {
      let last: string | undefined;
      for (;;) {
        const raw = await shards.read(last, 1000);
        const next = raw.at(-1)?.dynamodb.SequenceNumber;
        if (next === undefined) return last;
        last = next;
      }
    },
    onWrite: (listener) => writes.listen(table.name, listener),
    writes: () => writes.count(table.name),
  };
};

/** Thrown for a mapping onto a table that has no stream. */
export const noStream = (table: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The table ${table} has no stream.`);

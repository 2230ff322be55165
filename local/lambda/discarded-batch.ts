/** The record of a batch that an event source mapping gave up, in Lambda's own shape. */
import { createHash, randomUUID } from 'node:crypto';
import type { StreamRecord } from '../services/dynamodb/stream-record.ts';
import type { StreamMapping } from '../template/functions.ts';

export type DiscardReason = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface DiscardedBatch {
  readonly destinationArn: string | undefined;
  /** What a queue or topic gets: metadata only. */
  readonly record: Readonly<Record<string, unknown>>;
  /** What a bucket gets in addition: the whole event, as text. */
  readonly payload: string;
  /** `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<uuid>`. */
  readonly objectKey: string;
}

const SHARD = 'shardId-00000000000000000000-00000000';

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html; `now` in ms. */
export function discardedBatch(
  mapping: StreamMapping,
  records: readonly StreamRecord[],
  condition: DiscardReason,
  invokeCount: number,
  now: number,
): DiscardedBatch {
  const timestamp = new Date(now).toISOString();
  const [day = '', time = ''] = timestamp.slice(0, 19).split('T');
  const arrival = (record: StreamRecord | undefined) =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return {
    destinationArn: mapping.onFailureArn,
    payload: JSON.stringify({ Records: records }),
    objectKey: `aws/lambda/${uuidOf(mapping.id)}/${SHARD}/${day.replaceAll('-', '/')}/${day}T${time.replaceAll(':', '.')}-${randomUUID()}`,
    record: {
      requestContext: {
        requestId: randomUUID(),
        functionArn: mapping.functionArn,
        condition,
        approximateInvokeCount: invokeCount,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp,
      DDBStreamBatchInfo: {
        shardId: SHARD,
        startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
        endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
        approximateArrivalOfFirstRecord: arrival(records[0]),
        approximateArrivalOfLastRecord: arrival(records.at(-1)),
        batchSize: records.length,
        streamArn: mapping.streamArn,
      },
    },
  };
}

/** Mappings are known by a UUID on AWS; here it is made from the logical id, so that it stays the same. */
function uuidOf(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Where Lambda sends what it gave up. */
import type { Functions } from '../kernel/contract.ts';
import type { Events } from '../services/events.ts';
import type { S3 } from '../services/s3.ts';
import type { Sqs } from '../services/sqs.ts';
import type { DiscardedBatch } from './discarded-batch.ts';

export interface Places {
  readonly sqs: Sqs;
  readonly s3: S3;
  readonly events: () => Events;
  readonly functions: () => Functions;
}

/** Keeps the record of a failed asynchronous invocation. */
export async function keepFailure(
  places: Places,
  arn: string,
  record: Record<string, unknown>,
): Promise<void> {
  const json = JSON.stringify(record);
  switch (arn.split(':')[2]) {
    case 'sqs':
      places.sqs.queue(arn).send({ body: json });
      return;
    case 's3': {
      const time = String(record.timestamp).slice(0, 19);
      const key = `aws/lambda/async/${time.slice(0, 10).replaceAll('-', '/')}/${time.replaceAll(':', '.')}-${crypto.randomUUID()}`;
      await places.s3.bucket(bucketOf(arn)).put(key, Buffer.from(json));
      return;
    }
    case 'events':
      places.events().put({
        source: 'lambda',
        detailType: 'Lambda Function Invocation Result - Failure',
        detail: record,
        bus: arn.split('/').at(-1) ?? 'default',
      });
      return;
    case 'lambda':
      await places.functions().invokeAsync(arn, record);
      return;
    default:
      throw new Error(`The destination ${arn} is not known here.`);
  }
}

/** Keeps a batch that a stream reader gave up: a bucket gets the whole event, a queue only where to find it. */
export async function keepDiscarded(places: Places, batch: DiscardedBatch): Promise<void> {
  const { destinationArn: arn, record } = batch;
  if (arn === undefined) return;
  if (!arn.startsWith('arn:aws:s3:')) return keepFailure(places, arn, record);
  const body = JSON.stringify({ ...record, payload: batch.payload });
  await places.s3.bucket(bucketOf(arn)).put(batch.objectKey, Buffer.from(body));
}

const bucketOf = (arn: string): string => arn.split(':::').at(-1) ?? '';

/** The queues and buckets of the template that exist to keep what was given up. */
import { type DeadLetterPlace, deadLettersInBucket, deadLettersInQueue } from '../control/dead-letters.ts';
import type { RuleDescription } from '../services/events.ts';
import type { S3 } from '../services/s3.ts';
import type { QueueDescription } from '../services/sqs/queue.ts';
import type { Sqs } from '../services/sqs.ts';
import type { Blueprint } from '../template/blueprint.ts';

export interface DeadLetterOptions {
  readonly blueprint: Blueprint;
  readonly queues: readonly QueueDescription[];
  readonly rules: readonly RuleDescription[];
  readonly sqs: Sqs;
  readonly s3: S3;
}

export function deadLetterReader(options: DeadLetterOptions): () => Promise<readonly DeadLetterPlace[]> {
  const { blueprint, sqs, s3 } = options;
  const redrives = options.queues.flatMap(({ name, redrive }) =>
    redrive ? [{ to: redrive.deadLetterArn, from: name, after: redrive.maxReceiveCount }] : [],
  );
  const arns = new Set([
    ...redrives.map(({ to }) => to),
    ...options.rules.flatMap(({ targets }) => targets.flatMap(({ deadLetterArn }) => deadLetterArn ?? [])),
    ...blueprint.functions.flatMap(({ onAsyncFailure }) => onAsyncFailure.destinationArn ?? []),
    ...blueprint.streamMappings.flatMap(({ onFailureArn }) => onFailureArn ?? []),
  ]);
  const queues = [...arns].filter((arn) => arn.startsWith('arn:aws:sqs:')).map((arn) => sqs.queue(arn));
  const buckets = [...arns]
    .filter((arn) => arn.startsWith('arn:aws:s3:'))
    .map((arn) => s3.bucket(arn.split(':::').at(-1) ?? ''));
  return async () => [
    ...queues.map((queue) => deadLettersInQueue(queue, redrives)),
    ...(await Promise.all(buckets.map((bucket) => deadLettersInBucket(bucket)))),
  ];
}

/** Everything that was given up: messages in dead-letter queues and batches in failure buckets, with the reason. */
import type { Bucket } from '../services/s3/bucket.ts';
import type { StoredMessage } from '../services/sqs/message.ts';
import type { Queue } from '../services/sqs/queue.ts';

export interface DeadLetter {
  readonly id: string;
  readonly reason: string;
  readonly body: string;
}

export interface DeadLetterPlace {
  readonly name: string;
  readonly messages: readonly DeadLetter[];
}

/** `redrives` says after how many receives a queue's messages go where. */
export function deadLettersInQueue(
  queue: Queue,
  redrives: readonly { to: string; from: string; after: number }[],
): DeadLetterPlace {
  return {
    name: queue.name,
    messages: queue.messages().map((message) => ({
      id: message.messageId,
      reason: reasonOf(
        message,
        redrives.find(({ to }) => to === queue.arn),
      ),
      body: message.body,
    })),
  };
}

/** Lambda puts what a stream reader gave up under `aws/lambda/`. */
export async function deadLettersInBucket(bucket: Bucket): Promise<DeadLetterPlace> {
  const objects = await bucket.list('aws/lambda/');
  const messages = await Promise.all(
    objects.map(async ({ key }) => {
      const body = (await bucket.get(key))?.body.toString('utf8') ?? '';
      return { id: key, reason: conditionIn(body) ?? 'unknown', body };
    }),
  );
  return { name: bucket.name, messages };
}

function reasonOf(message: StoredMessage, redrive: { from: string; after: number } | undefined): string {
  const byRule = message.messageAttributes.ERROR_MESSAGE?.StringValue;
  if (byRule !== undefined) return byRule;
  const byLambda = conditionIn(message.body);
  if (byLambda !== undefined) return byLambda;
  if (!redrive) return 'unknown';
  const source = message.attributes.DeadLetterQueueSourceArn ?? redrive.from;
  return `received more than ${redrive.after} times from ${source.split(':').at(-1)}`;
}

/** The records that Lambda writes to its destinations say why. */
function conditionIn(body: string): string | undefined {
  try {
    const { requestContext, responsePayload } = JSON.parse(body);
    const condition: unknown = requestContext?.condition;
    if (typeof condition !== 'string') return undefined;
    const error: unknown = responsePayload?.errorType;
    return typeof error === 'string' ? `${condition}: ${error}` : condition;
  } catch {
    return undefined;
  }
}

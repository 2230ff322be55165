/** SQS: durable standard queues on the desk's clock. */
import { type Activity, AwsError, type Clock, type Service } from '../kernel/contract.ts';
import { createMoves } from './sqs/moves.ts';
import { createQueue, type OwnQueue } from './sqs/queue.ts';
import { createSqsService } from './sqs/service.ts';
import { openMessageStore } from './sqs/store.ts';

export interface QueueDescription {
  readonly name: string;
  readonly visibilityTimeoutSeconds?: number;
  readonly delaySeconds?: number;
  readonly retentionSeconds?: number;
  readonly receiveWaitSeconds?: number;
  readonly maximumMessageBytes?: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number };
}

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

export interface OutgoingMessage {
  readonly body: string;
  readonly delaySeconds?: number;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
}

/** A message as a consumer receives it. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  /** `ApproximateReceiveCount`, `SentTimestamp`, `SenderId`, `ApproximateFirstReceiveTimestamp`, `DeadLetterQueueSourceArn`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, MessageAttribute>>;
}

/** A message as it lies in the queue, in flight or not. */
export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, MessageAttribute>>;
  readonly sentAt: number;
  readonly visibleAt: number;
  readonly receiveCount: number;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  send(message: OutgoingMessage): { readonly messageId: string; readonly md5OfBody: string };
  /** Takes up to `max` (1 to 10) visible messages; those received too often go to the dead-letter queue instead. */
  receive(options?: {
    readonly max?: number;
    readonly visibilitySeconds?: number;
    /** Standard queues promise no order; the longest waiting come first unless it is asked for otherwise. */
    readonly newestFirst?: boolean;
  }): readonly ReceivedMessage[];
  delete(receiptHandle: string): void;
  changeVisibility(receiptHandle: string, seconds: number): void;
  /**
   * Makes the caller a consumer: called whenever messages may have become visible; answers how to stop. Visible
   * messages of a queue with consumers keep the desk from being quiet.
   */
  onMessage(listener: () => void): () => void;
  visibleCount(): number;
  /** Everything in the queue, oldest first. */
  messages(): readonly StoredMessage[];
}

export interface Sqs {
  readonly service: Service;
  /** By name, ARN or URL; throws AwsError `QueueDoesNotExist`. */
  queue(nameOrArnOrUrl: string): Queue;
  queues(): readonly Queue[];
  close(): void;
}

export interface SqsOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly queues: readonly QueueDescription[];
  /** The wire's URL, asked only when a queue URL is needed. */
  readonly baseUrl: () => string;
}

/** Opens the queues of a template; messages of queues that are gone stay in the file, unseen. */
export const createSqs = ({ dataFolder, clock, activity, queues: described, baseUrl }: SqsOptions): Sqs => {
  const store = openMessageStore(dataFolder);
  const queues = new Map<string, OwnQueue>();
  // Names hold neither colon nor slash, so the last part of an ARN or a URL is the name.
  const find = (nameOrArnOrUrl: string): OwnQueue => {
    const queue = queues.get(nameOrArnOrUrl.slice(nameOrArnOrUrl.search(/[^:/]*$/)));
    if (queue !== undefined) return queue;
    throw new AwsError('QueueDoesNotExist', `The queue ${nameOrArnOrUrl} does not exist.`);
  };
  for (const description of described) {
    queues.set(description.name, createQueue(description, store, clock, activity, baseUrl, find));
  }
  for (const { redrive } of described) if (redrive !== undefined) find(redrive.deadLetterArn);
  const moves = createMoves(store, clock, queues, find);

  return {
    service: createSqsService({ queues, find, store, moves, now: clock.now }),
    queue: find,
    queues: () => [...queues.values()],
    close: () => store.close(),
  };
};

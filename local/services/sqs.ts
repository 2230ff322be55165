/** SQS: durable standard queues on the desk's clock. */
import { type Activity, AwsError, type Clock, type Service } from '../kernel/contract.ts';
import { createMoves } from './sqs/moves.ts';
import type { Queue, QueueDescription } from './sqs/queue.ts';
import { createQueue, type OwnQueue } from './sqs/queue.ts';
import { createSqsService } from './sqs/service.ts';
import { openMessageStore } from './sqs/store.ts';

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

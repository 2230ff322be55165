/** Message move tasks: dead letters go back to where they came from, at once. They are remembered until a restart. */
import { randomUUID } from 'node:crypto';
import { AwsError, type Clock } from '../../kernel/contract.ts';
import type { OwnQueue } from './queue.ts';
import type { MessageStore } from './store.ts';

/** A finished task in the words of ListMessageMoveTasks. */
export interface MoveTask {
  readonly TaskHandle: string;
  readonly Status: 'COMPLETED';
  readonly SourceArn: string;
  readonly DestinationArn?: string;
  readonly ApproximateNumberOfMessagesMoved: number;
  readonly ApproximateNumberOfMessagesToMove: number;
  readonly StartedTimestamp: number;
}

export interface Moves {
  /** Without a destination each message returns to the queue that gave it up; answers the task's handle. */
  start(sourceArn: string, destinationArn: string | undefined): string;
  /** Newest first. */
  list(sourceArn: string): readonly MoveTask[];
}

export const createMoves = (
  store: MessageStore,
  clock: Clock,
  queues: ReadonlyMap<string, OwnQueue>,
  find: (arn: string) => OwnQueue,
): Moves => {
  const tasks: MoveTask[] = [];
  const isDeadLetterQueue = (arn: string): boolean =>
    [...queues.values()].some((queue) => queue.description.redrive?.deadLetterArn === arn);

  return {
    start: (sourceArn, destinationArn) => {
      const source = find(sourceArn);
      if (!isDeadLetterQueue(source.arn)) {
        throw new AwsError(
          'InvalidParameterValue',
          'Source queue must be configured as a Dead Letter Queue.',
        );
      }
      const now = Math.floor(clock.now());
      const woken = new Set<OwnQueue>();
      let moved = 0;
      for (const row of store.all(source.name)) {
        const target = destinationArn ?? row.deadLetterSource;
        if (row.visibleAt > now || target === null) continue;
        const destination = find(target);
        store.move(row.id, destination.name, now);
        woken.add(destination);
        moved += 1;
      }
      const handle = randomUUID();
      tasks.unshift({
        TaskHandle: handle,
        Status: 'COMPLETED',
        SourceArn: source.arn,
        ...(destinationArn === undefined ? {} : { DestinationArn: destinationArn }),
        ApproximateNumberOfMessagesMoved: moved,
        ApproximateNumberOfMessagesToMove: moved,
        StartedTimestamp: now,
      });
      for (const queue of woken) queue.wake();
      return handle;
    },
    list: (sourceArn) => tasks.filter((task) => task.SourceArn === sourceArn),
  };
};

/** Connects functions with the streams and queues that feed them. */

import type { Faults } from '../control/faults.ts';
import type { Meter } from '../control/meter.ts';
import type { Activity, Clock, Functions } from '../kernel/contract.ts';
import { keepDiscarded, type Places } from '../lambda/destinations.ts';
import { startQueuePoller } from '../lambda/queue-poller.ts';
import { type Poller, startStreamPoller } from '../lambda/stream-poller.ts';
import type { DynamoDb } from '../services/dynamodb/start.ts';
import { matchesPattern } from '../services/events/pattern.ts';
import type { Blueprint } from '../template/blueprint.ts';

export interface FeedingOptions {
  readonly blueprint: Blueprint;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly functions: Functions;
  readonly dynamoDb: DynamoDb;
  readonly places: Places;
  readonly faults: Faults;
  readonly meter: Meter;
}

/** Lambda starts with five pollers a queue; two keep a laptop busy. */
const PARALLEL_BATCHES = 2;

export async function startFeeding(options: FeedingOptions): Promise<readonly Poller[]> {
  const { blueprint, clock, activity, functions, dynamoDb, places, faults, meter } = options;
  const streams = await Promise.all(
    blueprint.streamMappings.map((mapping) =>
      startStreamPoller({
        mapping,
        source: dynamoDb.stream(mapping.tableName, mapping.streamArn),
        checkpoints: dynamoDb.checkpoints,
        functions,
        clock,
        activity,
        matches: matchesPattern,
        doubles: () => faults.happens('duplicate', 'dynamodb'),
        discard: (batch) => keepDiscarded(places, batch),
      }),
    ),
  );
  const queues = blueprint.queueMappings.map((mapping) =>
    startQueuePoller({
      mapping,
      queue: places.sqs.queue(mapping.queueArn),
      functions,
      activity,
      matches: matchesPattern,
      parallel: PARALLEL_BATCHES,
      habits: {
        doubles: () => faults.happens('duplicate', 'sqs'),
        reorders: () => faults.happens('reorder', 'sqs'),
      },
      onRequests: (count) => meter.count('sqsRequests', count),
    }),
  );
  return [...streams, ...queues];
}

/** Feeds a function from a table's stream, in order, as an event source mapping with one shard does. */
import type { Activity, Clock, Functions } from '../kernel/contract.ts';
import type { Checkpoints } from '../services/dynamodb/checkpoints.ts';
import type { StreamRecord } from '../services/dynamodb/stream-record.ts';
import type { StreamSource } from '../services/dynamodb/streams.ts';
import type { StreamMapping } from '../template/functions.ts';
import { batchVerdict } from './batch-failures.ts';
import { type DiscardedBatch, type DiscardReason, discardedBatch } from './discarded-batch.ts';
import { PAYLOAD_LIMIT, THROTTLED } from './failure.ts';

export interface Poller {
  close(): void;
}

export interface StreamPollerOptions {
  readonly mapping: StreamMapping;
  readonly source: StreamSource;
  readonly checkpoints: Checkpoints;
  readonly functions: Functions;
  readonly clock: Clock;
  readonly activity: Activity;
  /** The event pattern language. */
  readonly matches: (pattern: Record<string, unknown>, value: unknown) => boolean;
  /** Whether a batch that was taken comes once more, as after a checkpoint that was lost. */
  readonly doubles: () => boolean;
  /** Keeps what was given up, at the mapping's destination. */
  readonly discard: (batch: DiscardedBatch) => void | Promise<void>;
}

/** Records still to be delivered together; `attempts` have failed. */
interface Chunk {
  readonly records: readonly StreamRecord[];
  readonly attempts: number;
}

const sequenceOf = (record: StreamRecord): string => record.dynamodb.SequenceNumber;

export async function startStreamPoller(options: StreamPollerOptions): Promise<Poller> {
  const { mapping, source, checkpoints, clock } = options;
  if (mapping.startingPosition === 'LATEST' && checkpoints.get(mapping.id) === undefined) {
    const latest = await source.latest();
    if (latest !== undefined) checkpoints.set(mapping.id, source.table, latest);
  }
  const chunks: Chunk[] = [];
  let read = checkpoints.get(mapping.id);
  let caughtUpAt = -1;
  let running = false;
  let pausing = false;
  let closed = false;

  let committed = read;
  const commit = (sequence: string): void => {
    if (sequence !== committed) checkpoints.set(mapping.id, source.table, sequence);
    committed = sequence;
  };
  const mayRun = (): boolean => !closed && !pausing && (chunks.length > 0 || source.writes() !== caughtUpAt);

  const run = async (): Promise<void> => {
    if (running || !mayRun()) return;
    running = true;
    const done = options.activity.begin(`stream to ${mapping.id}`);
    try {
      while (mayRun()) await step();
    } catch (error) {
      // The database may be going down; the next write or alarm tries again.
      if (!closed) pause(0, error);
    } finally {
      running = false;
      done();
    }
  };

  const step = async (): Promise<void> => {
    const chunk = chunks.shift();
    if (chunk) return deliver(chunk);
    if (read !== undefined) commit(read);
    const seen = source.writes();
    const page = await source.read(read, mapping.batchSize);
    if (page.last === undefined) {
      caughtUpAt = seen;
      return;
    }
    read = page.last;
    const records = page.records.filter(
      (record) => mapping.filters.length === 0 || mapping.filters.some((one) => options.matches(one, record)),
    );
    if (records.length > 0) chunks.push({ records, attempts: 0 });
  };

  const deliver = async (chunk: Chunk): Promise<void> => {
    const { records, attempts } = chunk;
    const event = { Records: records };
    if (records.length > 1 && Buffer.byteLength(JSON.stringify(event)) > PAYLOAD_LIMIT) return split(chunk);
    const result = await options.functions.invoke(mapping.functionArn, event);
    if (closed) return;
    const verdict = !result.ok
      ? 'failed'
      : mapping.reportsBatchItemFailures
        ? batchVerdict(result.payload, records.map(sequenceOf))
        : 'succeeded';
    if (verdict === 'succeeded') {
      if (options.doubles()) await options.functions.invoke(mapping.functionArn, event);
      return commitThrough(records);
    }
    const failedAt = verdict === 'failed' ? 0 : records.findIndex((one) => verdict.has(sequenceOf(one)));
    if (failedAt > 0) {
      commitThrough(records.slice(0, failedAt));
      chunks.unshift({ records: records.slice(failedAt), attempts });
      return pause(attempts);
    }
    const throttled = !result.ok && result.errorType === THROTTLED;
    const reason = giveUp(records, attempts, throttled);
    if (reason === undefined) {
      // Splitting does not use up a retry, https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html.
      if (mapping.bisect && records.length > 1 && !throttled) return split(chunk);
      chunks.unshift({ records, attempts: attempts + (throttled ? 0 : 1) });
      return pause(attempts);
    }
    await options.discard(discardedBatch(mapping, records, reason, attempts + 1, clock.now()));
    commitThrough(records);
  };

  const commitThrough = (records: readonly StreamRecord[]): void => {
    const last = records.at(-1);
    if (last) commit(sequenceOf(last));
  };

  const split = ({ records, attempts }: Chunk): void => {
    const middle = Math.ceil(records.length / 2);
    chunks.unshift(
      { records: records.slice(0, middle), attempts },
      { records: records.slice(middle), attempts },
    );
  };

  const giveUp = (
    records: readonly StreamRecord[],
    attempts: number,
    throttled: boolean,
  ): DiscardReason | undefined => {
    const { maximumRetryAttempts, maximumRecordAgeSeconds } = mapping;
    const oldest = records[0]?.dynamodb.ApproximateCreationDateTime ?? 0;
    if (maximumRecordAgeSeconds >= 0 && clock.now() / 1000 - oldest > maximumRecordAgeSeconds)
      return 'RecordAgeExceeded';
    const isolated = records.length === 1 || !mapping.bisect;
    if (!throttled && isolated && maximumRetryAttempts >= 0 && attempts >= maximumRetryAttempts) {
      return 'RetryAttemptsExhausted';
    }
    return undefined;
  };

  /** Waits on the desk's clock, longer each time; meanwhile the desk may be called quiet. */
  const pause = (attempts: number, error?: unknown): void => {
    if (error !== undefined) console.error(`${mapping.id}: reading the stream failed`, error);
    pausing = true;
    clock.alarm(`lambda/stream/${mapping.id}`, clock.now() + Math.min(2 ** attempts, 60) * 1000, () => {
      pausing = false;
      void run();
    });
  };

  const stopListening = source.onWrite(() => void run());
  options.activity.source(`stream to ${mapping.id}`, () => !running && mayRun());
  void run();
  return {
    close() {
      closed = true;
      stopListening();
      clock.cancel(`lambda/stream/${mapping.id}`);
    },
  };
}

import { describe, expect, it, vi } from 'vitest';
import type { InvokeResult } from '../../../local/kernel/contract.ts';
import type { DiscardedBatch } from '../../../local/lambda/discarded-batch.ts';
import { THROTTLED } from '../../../local/lambda/failure.ts';
import { startStreamPoller } from '../../../local/lambda/stream-poller.ts';
import type { StreamRecord } from '../../../local/services/dynamodb/stream-record.ts';
import type { StreamSource } from '../../../local/services/dynamodb/streams.ts';
import type { StreamMapping } from '../../../local/template/functions.ts';
import { aClock, anActivity } from './stage.ts';

const MAPPING: StreamMapping = {
  id: 'Reader',
  functionArn: 'fn',
  tableName: 'Table',
  streamArn: 'arn:stream',
  batchSize: 10,
  filters: [],
  reportsBatchItemFailures: true,
  bisect: false,
  maximumRetryAttempts: 2,
  maximumRecordAgeSeconds: 3600,
  startingPosition: 'TRIM_HORIZON',
  onFailureArn: 'arn:aws:s3:::setaside',
};

/** A stream of records 1, 2, 3 … and a reader whose handler is told the numbers of a batch. */
async function aReader(
  handler: (numbers: readonly number[]) => InvokeResult,
  rest: Partial<StreamMapping> = {},
  checkpoint?: string,
  doubles: () => boolean = () => false,
) {
  const clock = aClock();
  const activity = anActivity();
  const records: StreamRecord[] = [];
  const batches: number[][] = [];
  const discarded: DiscardedBatch[] = [];
  const checkpoints = new Map<string, string>(checkpoint === undefined ? [] : [['Reader', checkpoint]]);
  let wake = () => {};
  const write = (count: number, eventName: StreamRecord['eventName'] = 'INSERT') => {
    for (let i = 0; i < count; i += 1) records.push(aRecord(records.length + 1, eventName, clock.now()));
    wake();
  };
  const source: StreamSource = {
    table: 'Table',
    streamArn: 'arn:stream',
    read: async (after, limit) => {
      const page = records
        .filter((one) => Number(one.dynamodb.SequenceNumber) > Number(after ?? 0))
        .slice(0, limit);
      return { records: page, last: page.at(-1)?.dynamodb.SequenceNumber };
    },
    latest: async () => records.at(-1)?.dynamodb.SequenceNumber,
    onWrite: (listener) => {
      wake = listener;
      return () => {};
    },
    writes: () => records.length,
  };
  const start = () =>
    startStreamPoller({
      mapping: { ...MAPPING, ...rest },
      source,
      checkpoints: {
        get: (mapping) => checkpoints.get(mapping),
        set: (mapping, _, sequence) => void checkpoints.set(mapping, sequence),
      },
      functions: {
        invoke: async (_, payload) => {
          const numbers = (payload as { Records: StreamRecord[] }).Records.map((one) =>
            Number(one.dynamodb.SequenceNumber),
          );
          batches.push(numbers);
          return handler(numbers);
        },
        invokeAsync: async () => {},
      },
      clock,
      activity,
      matches: (pattern, value) => pattern.eventName === (value as StreamRecord).eventName,
      doubles,
      discard: (batch) => void discarded.push(batch),
    });
  const quiet = () => vi.waitFor(() => expect(activity.isQuiet()).toBe(true));
  return { clock, write, start, quiet, batches, discarded, checkpoints, activity };
}

function aRecord(n: number, eventName: StreamRecord['eventName'], now: number): StreamRecord {
  return {
    eventID: String(n),
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    eventSourceARN: 'arn:stream',
    dynamodb: {
      ApproximateCreationDateTime: now / 1000,
      Keys: {},
      SequenceNumber: String(n),
      SizeBytes: 1,
      StreamViewType: 'NEW_IMAGE',
    },
  };
}

const fine: InvokeResult = { ok: true, payload: { batchItemFailures: [] } };
const broken: InvokeResult = { ok: false, errorType: 'Error', errorMessage: 'no' };
const failedAt = (n: number): InvokeResult => ({
  ok: true,
  payload: { batchItemFailures: [{ itemIdentifier: String(n) }] },
});

describe('a reader of a stream', () => {
  it('gets the records in order, a batch at a time, and remembers how far it is', async () => {
    const reader = await aReader(() => fine, { batchSize: 2 });
    reader.write(3);
    await reader.start();
    await reader.quiet();
    expect(reader.batches).toEqual([[1, 2], [3]]);
    reader.write(1);
    await reader.quiet();
    expect(reader.batches).toEqual([[1, 2], [3], [4]]);
    expect(reader.checkpoints.get('Reader')).toBe('4');
  });

  it('gets a batch twice when its checkpoint was lost, before later ones', async () => {
    let lost = 1;
    const reader = await aReader(
      () => fine,
      { batchSize: 2 },
      undefined,
      () => lost-- > 0,
    );
    reader.write(3);
    await reader.start();
    await reader.quiet();
    expect(reader.batches).toEqual([[1, 2], [1, 2], [3]]);
    expect(reader.checkpoints.get('Reader')).toBe('3');
  });

  it('goes on after its checkpoint', async () => {
    const reader = await aReader(() => fine, {}, '2');
    reader.write(3);
    await reader.start();
    await reader.quiet();
    expect(reader.batches).toEqual([[3]]);
  });

  it('that starts at the latest record skips what is there', async () => {
    const reader = await aReader(() => fine, { startingPosition: 'LATEST' });
    reader.write(3);
    await reader.start();
    reader.write(1);
    await reader.quiet();
    expect(reader.batches).toEqual([[4]]);
  });

  it('sees only what its filter lets through, and passes over the rest', async () => {
    const reader = await aReader(() => fine, { filters: [{ eventName: 'INSERT' }] });
    reader.write(1);
    reader.write(2, 'MODIFY');
    await reader.start();
    await reader.quiet();
    expect(reader.batches).toEqual([[1]]);
    expect(reader.checkpoints.get('Reader')).toBe('3');
  });

  it('gets a batch again from the first record that failed', async () => {
    let failures = 1;
    const reader = await aReader(() => (failures-- > 0 ? failedAt(3) : fine));
    reader.write(4);
    await reader.start();
    await reader.quiet();
    expect(reader.checkpoints.get('Reader')).toBe('2');
    reader.clock.advance(1000);
    await reader.quiet();
    expect(reader.batches).toEqual([
      [1, 2, 3, 4],
      [3, 4],
    ]);
    expect(reader.checkpoints.get('Reader')).toBe('4');
  });

  it('is quiet while it waits to try again', async () => {
    const reader = await aReader(() => broken);
    reader.write(1);
    await reader.start();
    await reader.quiet();
    expect(reader.batches).toEqual([[1]]);
  });

  it('gives a batch up after its retries and keeps the whole event', async () => {
    const reader = await aReader(() => broken);
    reader.write(2);
    await reader.start();
    for (let i = 0; i < 4; i += 1) {
      await reader.quiet();
      reader.clock.advance(60_000);
    }
    await reader.quiet();
    expect(reader.batches).toHaveLength(3);
    expect(reader.discarded).toHaveLength(1);
    expect(reader.discarded[0]).toMatchObject({
      destinationArn: 'arn:aws:s3:::setaside',
      objectKey: expect.stringMatching(
        /^aws\/lambda\/[\da-f-]{36}\/shardId-[\d-]+\/2026\/03\/02\/2026-03-02T09\.\d\d\.\d\d-[\da-f-]{36}$/,
      ),
      record: {
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
        DDBStreamBatchInfo: { startSequenceNumber: '1', endSequenceNumber: '2', batchSize: 2 },
      },
    });
    expect(JSON.parse(reader.discarded[0]?.payload ?? '').Records).toHaveLength(2);
    expect(reader.checkpoints.get('Reader')).toBe('2');
  });

  it('gives up records that are too old', async () => {
    const reader = await aReader(() => broken, { maximumRetryAttempts: -1, maximumRecordAgeSeconds: 60 });
    reader.write(1);
    await reader.start();
    await reader.quiet();
    reader.clock.advance(61_000);
    await vi.waitFor(() => expect(reader.discarded).toHaveLength(1));
    expect(reader.discarded[0]?.record).toMatchObject({ requestContext: { condition: 'RecordAgeExceeded' } });
  });

  it('splits a failing batch until the bad record stands alone, without using up retries', async () => {
    const reader = await aReader((numbers) => (numbers.includes(3) ? broken : fine), {
      bisect: true,
      maximumRetryAttempts: 0,
    });
    reader.write(4);
    await reader.start();
    await reader.quiet();
    expect(reader.batches).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [4]]);
    expect(reader.discarded[0]?.record).toMatchObject({
      DDBStreamBatchInfo: { startSequenceNumber: '3', batchSize: 1 },
    });
  });

  it('waits without end when it is throttled, as long as the record is young', async () => {
    let throttles = 5;
    const reader = await aReader(() =>
      throttles-- > 0 ? { ok: false, errorType: THROTTLED, errorMessage: 'Rate Exceeded.' } : fine,
    );
    reader.write(1);
    await reader.start();
    for (let i = 0; i < 5; i += 1) {
      await reader.quiet();
      reader.clock.advance(2000);
    }
    await reader.quiet();
    expect(reader.batches).toHaveLength(6);
    expect(reader.discarded).toEqual([]);
  });
});

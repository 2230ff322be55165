import { afterEach, describe, expect, it, vi } from 'vitest';
import type { InvokeResult } from '../../../local/kernel/contract.ts';
import { type QueuePollerOptions, startQueuePoller } from '../../../local/lambda/queue-poller.ts';
import { createSqs, type Sqs } from '../../../local/services/sqs.ts';
import type { QueueMapping } from '../../../local/template/functions.ts';
import { aClock, aFolder, anActivity } from './stage.ts';

const opened: Sqs[] = [];
afterEach(() => {
  for (const sqs of opened.splice(0)) sqs.close();
});

interface Event {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

const fine: InvokeResult = { ok: true, payload: null };

/** A queue with a reader whose handler gets the bodies. */
function aReader(
  handler: (event: Event) => InvokeResult,
  {
    mapping = {},
    habits = {},
    now,
  }: {
    mapping?: Partial<QueueMapping>;
    habits?: Partial<QueuePollerOptions['habits']>;
    /** Of a clock that runs on by itself while its alarms wait for `advance`. */
    now?: () => number;
  } = {},
) {
  const still = aClock();
  const clock = { ...still, now: now ?? still.now };
  const activity = anActivity();
  const sqs = createSqs({
    dataFolder: aFolder(),
    clock,
    activity,
    queues: [
      {
        name: 'Mails',
        visibilityTimeoutSeconds: 30,
        redrive: { deadLetterArn: 'arn:aws:sqs:eu-west-1:000000000000:Dead', maxReceiveCount: 2 },
      },
      { name: 'Dead' },
    ],
    baseUrl: () => 'http://127.0.0.1:1',
  });
  opened.push(sqs);
  const queue = sqs.queue('Mails');
  const batches: string[][] = [];
  startQueuePoller({
    mapping: {
      id: 'Feed',
      functionArn: 'fn',
      queueArn: queue.arn,
      batchSize: 10,
      filters: [],
      reportsBatchItemFailures: true,
      ...mapping,
    },
    queue,
    functions: {
      invoke: async (_, payload) => {
        const event = payload as Event;
        batches.push(event.Records.map(({ body }) => body));
        return handler(event);
      },
      invokeAsync: async () => {},
    },
    activity,
    matches: (pattern, value) => pattern.body === (value as { body: { kind: string } }).body.kind,
    parallel: 1,
    habits: { reorders: () => false, doubles: () => false, ...habits },
  });
  const quiet = () => vi.waitFor(() => expect(activity.isQuiet()).toBe(true));
  const send = (...bodies: readonly string[]) => {
    for (const body of bodies) queue.send({ body });
  };
  return { clock, queue, sqs, batches, quiet, send };
}

describe('a reader of a queue', () => {
  it('gets what is sent and takes it off the queue', async () => {
    const { send, quiet, batches, queue } = aReader(() => fine);
    send('a', 'b');
    await quiet();
    expect(batches.flat()).toEqual(['a', 'b']);
    expect(queue.messages()).toEqual([]);
  });

  it('gets the messages that it reports again, after their visibility timeout', async () => {
    const reader = aReader(({ Records }) => ({
      ok: true,
      payload: {
        batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({
          itemIdentifier: messageId,
        })),
      },
    }));
    reader.send('bad', 'good');
    await reader.quiet();
    expect(reader.queue.messages().map(({ body }) => body)).toEqual(['bad']);
    reader.clock.advance(30_000);
    await reader.quiet();
    expect(reader.batches.flat().filter((body) => body === 'bad')).toHaveLength(2);
  });

  it('does not keep the desk from being quiet by what its alarm has yet to tell', async () => {
    let time = Date.parse('2026-03-02T09:00:00Z');
    const { queue, quiet, clock } = aReader(() => ({ ok: false, errorType: 'Error', errorMessage: 'no' }), {
      now: () => time,
    });
    queue.send({ body: 'bad' });
    await quiet();
    // As while somebody moves the clock on: time passes, and alarms wait for the desk to be quiet.
    time += 31_000;
    await quiet();
    expect(clock.alarms.size).toBe(1);
    clock.advance(31_000);
    expect(queue.messages()[0]?.receiveCount).toBe(2);
  });

  it('sees a message no more that failed too often', async () => {
    const reader = aReader(() => ({ ok: false, errorType: 'Error', errorMessage: 'no' }));
    reader.send('bad');
    for (let i = 0; i < 3; i += 1) {
      await reader.quiet();
      reader.clock.advance(30_000);
    }
    await reader.quiet();
    expect(reader.batches).toHaveLength(2);
    expect(
      reader.sqs
        .queue('Dead')
        .messages()
        .map(({ body }) => body),
    ).toEqual(['bad']);
  });

  it('never sees what its filter keeps out', async () => {
    const { send, quiet, batches, queue } = aReader(() => fine, {
      mapping: { filters: [{ body: 'wanted' }] },
    });
    send('{"kind":"other"}', '{"kind":"wanted"}');
    await quiet();
    expect(batches).toEqual([['{"kind":"wanted"}']]);
    expect(queue.messages()).toEqual([]);
  });

  it('meets the habits of standard queues when they are on', async () => {
    let doubles = 1;
    const { send, quiet, batches } = aReader(() => fine, {
      habits: { doubles: () => doubles-- > 0, reorders: () => true },
    });
    send('a');
    await quiet();
    expect(batches).toEqual([['a'], ['a']]);
  });

  it('gets what came last first when order does not hold, also of single messages', async () => {
    const { send, quiet, batches, queue } = aReader(() => fine, {
      mapping: { batchSize: 1 },
      habits: { reorders: () => true },
    });
    send('a', 'b');
    send('c');
    await quiet();
    expect(batches).toEqual([['c'], ['b'], ['a']]);
    expect(queue.messages()).toEqual([]);
  });
});

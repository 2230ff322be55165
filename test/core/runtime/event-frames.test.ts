import type { DynamoDBRecord, EventBridgeEvent, SQSEvent } from 'aws-lambda';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { DomainError, throttled } from '../../../lambdas/core/domain/errors.ts';
import type { TicketEvent } from '../../../lambdas/core/domain/ticket/events.ts';
import { busFrame, ticketEventFrame } from '../../../lambdas/core/runtime/bus-frame.ts';
import * as logger from '../../../lambdas/core/runtime/logger.ts';
import { type QueueReader, queueFrame } from '../../../lambdas/core/runtime/queue-frame.ts';
import { scheduleFrame } from '../../../lambdas/core/runtime/schedule-frame.ts';
import { type Steps, stepFrame } from '../../../lambdas/core/runtime/step-frame.ts';
import { streamFrame } from '../../../lambdas/core/runtime/stream-frame.ts';

const logged = vi.spyOn(logger, 'log').mockImplementation(() => {});
afterEach(() => logged.mockClear());
const codes = () => logged.mock.calls.map(([, code]) => code);

const anEvent = (version: number): TicketEvent => ({
  id: `evt_${version}`,
  ticketId: 'tkt_1',
  version,
  type: 'ticket.closed',
  occurredAt: '2026-11-21T10:00:00.000Z',
  actor: { kind: 'system', id: null },
  correlationId: 'req-1',
  payload: { solvedAt: null },
});

describe('a stream reader', () => {
  const record = (version: number, over: Partial<DynamoDBRecord> = {}): DynamoDBRecord => ({
    eventName: 'INSERT',
    dynamodb: {
      SequenceNumber: `${version}00`,
      Keys: { PK: { S: 'TICKET#tkt_1' }, SK: { S: `EVENT#${version}` } },
      NewImage: { version: { N: String(version) } },
    },
    ...over,
  });
  const setup = (fails: (version: number) => boolean = () => false) => {
    const read: number[] = [];
    const frame = streamFrame({
      eventOf: (image: { readonly version?: { readonly N: string } }) => {
        if (image.version === undefined) throw new Error('no event');
        return anEvent(Number(image.version.N));
      },
      read: async (event) => {
        if (fails(event.version)) throw throttled('The bus');
        read.push(event.version);
      },
    });
    return { frame, read };
  };

  test('reads in order', async () => {
    const { frame, read } = setup();
    expect(await frame({ Records: [record(1), record(2), record(3)] })).toEqual({ batchItemFailures: [] });
    expect(read).toEqual([1, 2, 3]);
  });

  test('stops at the first failure and says where', async () => {
    const { frame, read } = setup((version) => version === 2);
    expect(await frame({ Records: [record(1), record(2), record(3)] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '200' }],
    });
    expect(read).toEqual([1]);
    expect(codes()).toEqual(['STREAM_STOPPED']);
  });

  test('stops at a row that is no event, too', async () => {
    const { frame, read } = setup();
    const poison = record(2, {
      dynamodb: { SequenceNumber: '200', Keys: { SK: { S: 'EVENT#2' } }, NewImage: { a: { S: 'b' } } },
    });
    expect(await frame({ Records: [record(1), poison, record(3)] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '200' }],
    });
    expect(read).toEqual([1]);
    expect(codes()).toEqual(['STREAM_UNREADABLE']);
  });

  test('passes over what is no new event', async () => {
    const { frame, read } = setup();
    const other = record(1, { dynamodb: { SequenceNumber: '1', Keys: { SK: { S: 'TICKET' } } } });
    await frame({ Records: [other, record(2, { eventName: 'MODIFY' }), record(3)] });
    expect(read).toEqual([3]);
  });
});

describe('a queue reader', () => {
  const batch = (...bodies: readonly string[]) =>
    ({ Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) }) as SQSEvent;
  const nobody: QueueReader = {
    event: async () => expect.unreachable('no event was told'),
    hour: async () => expect.unreachable('no hour was told'),
    reminders: async () => expect.unreachable('no reminders were asked for'),
  };
  const order = { recipient: 'anna@desk.example', eventId: 'evt_1', remindedAt: '2026-11-21T10:00:00.000Z' };
  const message = (version: number) =>
    JSON.stringify({ id: 'bus', source: 'threeline', detail: anEvent(version) });

  test('goes on behind a failure and lets only that come again', async () => {
    const read: number[] = [];
    const frame = queueFrame({
      ...nobody,
      event: async (event) => {
        if (event.version === 2) throw throttled('SES');
        read.push(event.version);
      },
    });
    expect(await frame(batch(message(1), message(2), message(3)))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
    expect(read).toEqual([1, 3]);
    expect(codes()).toEqual(['QUEUE_FAILED']);
  });

  test('is asked for the reminders that were gathered', async () => {
    const asked: unknown[] = [];
    const frame = queueFrame({ ...nobody, reminders: async (one) => void asked.push(one) });
    const body = JSON.stringify({ threeline: 'reminders', order });
    expect(await frame(batch(body))).toEqual({ batchItemFailures: [] });
    expect(asked).toEqual([order]);
  });

  test.each(['no JSON', '7', 'null', '{"detail": {"id": "evt_1"}}'])(
    'hands back what it can not read: %s',
    async (body) => {
      const frame = queueFrame(nobody);
      expect(await frame(batch(body))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
      expect(codes()).toEqual(['QUEUE_UNREADABLE']);
    },
  );
});

describe('a queue reader of hours', () => {
  const tick = { version: '0', source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };
  const batch = (...times: readonly string[]) =>
    ({
      Records: times.map((time, index) => ({
        messageId: `m${index}`,
        body: JSON.stringify({ ...tick, time }),
      })),
    }) as SQSEvent;

  test('is told which hour has come, and asked again when that fails', async () => {
    const told: string[] = [];
    const frame = queueFrame({
      event: async () => expect.unreachable('no event was told'),
      reminders: async () => expect.unreachable('no reminders were asked for'),
      hour: async (at) => {
        if (at.startsWith('2026-11-21T10')) throw throttled('SES');
        told.push(at);
      },
    });
    expect(await frame(batch('2026-11-21T09:00:00Z', '2026-11-21T10:00:00Z'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
    expect(told).toEqual(['2026-11-21T09:00:00Z']);
    expect(codes()).toEqual(['QUEUE_FAILED']);
  });
});

describe('a function behind a rule of the bus', () => {
  const busEvent = (detail: unknown): EventBridgeEvent<string, unknown> => ({
    id: 'bus-1',
    version: '0',
    account: '1',
    time: '2026-11-21T10:00:00Z',
    region: 'eu-west-1',
    resources: [],
    source: 'threeline',
    'detail-type': 'ticket.closed',
    detail,
  });

  test('gets the event of the ticket', async () => {
    const got: TicketEvent[] = [];
    await ticketEventFrame(async (event) => void got.push(event))(busEvent(anEvent(4)));
    expect(got).toEqual([anEvent(4)]);
  });

  test('gets the detail in the shape that it asked for, and the id by which doubles are known', async () => {
    const got: unknown[] = [];
    const frame = busFrame({
      detail: z.object({ status: z.string() }),
      handle: async (detail, envelope) => void got.push(detail, envelope.id),
    });
    await frame(busEvent({ status: 'FAILED', more: 1 }));
    expect(got).toEqual([{ status: 'FAILED' }, 'bus-1']);
  });

  test('fails loudly, so that the event is tried again and kept', async () => {
    await expect(ticketEventFrame(async () => {})(busEvent({ id: 7 }))).rejects.toThrow('shape');
    await expect(
      ticketEventFrame(async () => Promise.reject(throttled('The table')))(busEvent(anEvent(1))),
    ).rejects.toMatchObject({ name: 'Throttled' });
    expect(codes()).toEqual(['BUS_UNREADABLE', 'BUS_FAILED']);
  });
});

describe('a step of the workflow', () => {
  const payload = {
    step: 'analyse',
    ticketId: 'tkt_1',
    generation: 2,
    startedAt: '2026-11-21T10:00:00.000Z',
    loops: 0,
  };
  const answer = { next: 'assign', wakeAt: '2026-11-21T10:00:00.000Z' } as const;
  const steps = (over: Partial<Steps> = {}): Steps => {
    const other = async () => expect.unreachable('another step was asked');
    const all: Steps = {
      analyse: async () => answer,
      'ask-for-details': other,
      'assign-line': other,
      'act-on-moment': other,
      'offer-survey': other,
      close: other,
      arm: other,
    };
    return { ...all, ...over };
  };
  const context = { awsRequestId: 'req-1' };

  test('is taken by name, and fields of later definitions are let through', async () => {
    expect(await stepFrame(steps())({ ...payload, later: 1 }, context)).toEqual(answer);
  });

  test('keeps the name of its error, by which the workflow branches', async () => {
    const refused = new DomainError('NotYetDue', 'conflict', 'It is not due.');
    const frame = stepFrame(steps({ analyse: async () => Promise.reject(refused) }));
    await expect(frame(payload, context)).rejects.toBe(refused);
    expect(codes()).toEqual(['STEP_REFUSED']);
  });

  test('that nobody knows has a name that nothing retries', async () => {
    await expect(stepFrame(steps())({ ...payload, step: 'dance' }, context)).rejects.toMatchObject({
      name: 'UnreadableStep',
    });
  });
});

test('a scheduled task logs what it counted, or fails loudly', async () => {
  const context = { awsRequestId: 'req-1' };
  await scheduleFrame(async () => ({ reborn: 2 }))({}, context);
  expect(logged).toHaveBeenCalledWith('info', 'SCHEDULE_DONE', {
    correlationId: 'req-1',
    counts: { reborn: 2 },
  });
  await expect(scheduleFrame(async () => Promise.reject(new Error('no')))({}, context)).rejects.toThrow('no');
});

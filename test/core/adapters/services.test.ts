import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventBridgeBus } from '../../../lambdas/core/adapters/eventbridge/bus.ts';
import { s3Texts } from '../../../lambdas/core/adapters/s3/texts.ts';
import { stepFunctionsWorkflows } from '../../../lambdas/core/adapters/stepfunctions/workflows.ts';
import { mockClient } from '../../support/mock-client.ts';
import { aTicket } from '../builders.ts';
import { anEvent } from '../ports/changes.ts';

const region = 'eu-west-1';
const failure = (name: string, more: object = {}): Error => Object.assign(new Error(name), { name, ...more });

const states = mockClient(SFNClient);
const events = mockClient(EventBridgeClient);
const bucket = mockClient(S3Client);
beforeEach(() => {
  states.reset();
  events.reset();
  bucket.reset();
});

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:ticket-lifecycle';

describe('the workflows', () => {
  const workflows = stepFunctionsWorkflows(MACHINE, new SFNClient({ region }));

  it('start under a name and with an input that are the same on every try', async () => {
    states.on(StartExecutionCommand).resolvesOnce({}).rejects(failure('ExecutionAlreadyExists'));
    await workflows.start('tkt_1', 2);
    await workflows.start('tkt_1', 2);
    const inputs = states.commandCalls(StartExecutionCommand).map((call) => call.args[0].input);
    expect(inputs[0]).toEqual({
      stateMachineArn: MACHINE,
      name: 'tkt_1-2',
      input: '{"ticketId":"tkt_1","generation":2}',
    });
    expect(inputs[1]).toEqual(inputs[0]);
  });

  it('do not hide that a start failed', async () => {
    states.on(StartExecutionCommand).rejects(failure('StateMachineDoesNotExist'));
    await expect(workflows.start('tkt_1', 1)).rejects.toThrow('StateMachineDoesNotExist');
  });

  it('stop the execution of a generation, and mind it little when there is none', async () => {
    states.on(StopExecutionCommand).resolvesOnce({}).rejects(failure('ExecutionDoesNotExist'));
    await workflows.stop('tkt_1', 1, 'reborn');
    await workflows.stop('tkt_1', 1, 'reborn');
    expect(states.commandCalls(StopExecutionCommand)[0]?.args[0].input).toMatchObject({
      executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:ticket-lifecycle:tkt_1-1',
      cause: 'reborn',
    });
  });

  it('say whether somebody was woken', async () => {
    const answer = { next: 'await', wakeAt: '2026-11-02T09:00:00.000Z' };
    states.on(SendTaskSuccessCommand).resolves({});
    expect(await workflows.wake('token', answer)).toBe(true);
    expect(states.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input).toEqual({
      taskToken: 'token',
      output: JSON.stringify(answer),
    });
    for (const name of ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']) {
      states.on(SendTaskSuccessCommand).rejects(failure(name));
      expect(await workflows.wake('token', answer)).toBe(false);
    }
    states.on(SendTaskSuccessCommand).rejects(failure('ThrottlingException'));
    await expect(workflows.wake('token', answer)).rejects.toThrow('ThrottlingException');
  });
});

describe('the bus', () => {
  const bus = eventBridgeBus('threeline', new EventBridgeClient({ region }));
  const event = anEvent(aTicket());

  it('takes an event as it is, under its type', async () => {
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    await bus.publish(event);
    const [entry] = events.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(entry).toMatchObject({
      EventBusName: 'threeline',
      Source: 'threeline',
      DetailType: 'ticket.nudged',
      Time: new Date(event.occurredAt),
    });
    expect(JSON.parse(entry?.Detail ?? '')).toEqual(event);
  });

  it('does not lose an event that was refused inside an answer of 200', async () => {
    events
      .on(PutEventsCommand)
      .resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] });
    await expect(bus.publish(event)).rejects.toMatchObject({ name: 'Throttled', kind: 'transient' });
  });
});

describe('long texts', () => {
  const texts = s3Texts('content', new S3Client({ region }));
  const sha256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
  const stored = { key: `texts/${sha256}`, size: 5, sha256 };
  const objectOf = (text: string) => ({ Body: { transformToString: async () => text } as never });

  it('lie under the hash of what they say', async () => {
    bucket.on(PutObjectCommand).resolves({});
    expect(await texts.put('hello')).toEqual(stored);
    expect(bucket.commandCalls(PutObjectCommand)[0]?.args[0].input).toMatchObject({
      Bucket: 'content',
      Key: stored.key,
      Body: 'hello',
    });
  });

  it('come back only as they were stored', async () => {
    bucket.on(GetObjectCommand).resolvesOnce(objectOf('hello')).resolvesOnce(objectOf('hullo'));
    expect(await texts.get(stored)).toBe('hello');
    await expect(texts.get(stored)).rejects.toThrow('not the one that was stored');
  });

  it('may be had in a moment when the store is busy', async () => {
    bucket.on(PutObjectCommand).rejects(failure('SlowDown'));
    await expect(texts.put('hello')).rejects.toMatchObject({ name: 'Throttled', kind: 'transient' });
    bucket.on(GetObjectCommand).rejects(failure('NoSuchKey', { $fault: 'client' }));
    await expect(texts.get(stored)).rejects.toThrow('NoSuchKey');
  });
});

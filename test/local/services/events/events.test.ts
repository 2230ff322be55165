import { EventBridgeClient, PutEventsCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AwsError } from '../../../../local/kernel/contract.ts';
import type { TargetDescription } from '../../../../local/services/events/target.ts';
import { createEvents, type Events, type RuleDescription } from '../../../../local/services/events.ts';
import {
  aWorkbench,
  clientOf,
  DAY,
  HOUR,
  MINUTE,
  removeFolder,
  SECOND,
  type Workbench,
} from '../workbench.ts';

const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:notify';
const DEAD = 'arn:aws:sqs:eu-west-1:000000000000:dead';
const LAMBDA = 'arn:aws:lambda:eu-west-1:000000000000:function:project';

describe('the buses', () => {
  let bench: Workbench;
  let events: Events;
  let taken: { to: string; input: unknown; attributes?: Readonly<Record<string, string>> | undefined }[];
  let failures: unknown[];
  /** Whether each delivery, one after the other, is overtaken. */
  let overtaken: boolean[];

  const target = (over: Partial<TargetDescription> = {}): TargetDescription => ({
    id: 't',
    arn: QUEUE,
    ...over,
  });
  const rule = (over: Partial<RuleDescription> = {}): RuleDescription => ({
    name: 'r',
    bus: 'threeline',
    pattern: { source: ['threeline'] },
    enabled: true,
    targets: [target()],
    ...over,
  });
  const open = (...rules: RuleDescription[]): void => {
    const take = (to: string, input: unknown, attributes?: Readonly<Record<string, string>>): void => {
      const failure = to === DEAD ? undefined : failures.shift();
      if (failure !== undefined) throw failure;
      taken.push({ to, input, attributes });
    };
    events = createEvents({
      ...bench,
      buses: ['threeline'],
      rules,
      targets: {
        sqs: take,
        lambda: async (arn, payload) => take(arn, payload),
        states: async (arn, input) => take(arn, input),
      },
      reorders: () => overtaken.shift() ?? false,
    });
    bench.wire.services.splice(0, 1, events.service);
  };
  const opened = {
    source: 'threeline',
    detailType: 'ticket.opened',
    detail: { id: 'tkt_1' },
    bus: 'threeline',
  };

  beforeEach(async () => {
    bench = await aWorkbench();
    taken = [];
    failures = [];
    overtaken = [];
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    events.close();
    await bench.close();
    removeFolder(bench.dataFolder);
  });

  it('an event that the SDK puts reaches the targets whose rules fit, whole', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    open(
      rule(),
      rule({ name: 'other', pattern: { 'detail-type': ['no'] } }),
      rule({ name: 'off', enabled: false }),
    );
    const client = new EventBridgeClient(clientOf(bench.wire));
    const result = await client.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: 'threeline',
            DetailType: 'ticket.opened',
            Detail: '{"id":"tkt_1"}',
            EventBusName: 'arn:aws:events:eu-west-1:000000000000:event-bus/threeline',
            Time: new Date('2026-01-31T12:00:00.000Z'),
            Resources: ['tkt_1'],
          },
        ],
      }),
    );
    await bench.activity.settled();
    expect(result.FailedEntryCount).toBe(0);
    expect(taken).toHaveLength(1);
    expect(JSON.parse(String(taken[0]?.input))).toEqual({
      version: '0',
      id: result.Entries?.[0]?.EventId,
      'detail-type': 'ticket.opened',
      source: 'threeline',
      account: '000000000000',
      time: '2026-01-31T12:00:00Z',
      region: 'eu-west-1',
      resources: ['tkt_1'],
      detail: { id: 'tkt_1' },
    });
    await expect(client.send(new PutRuleCommand({ Name: 'x' }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });

  it('an event may be overtaken by the next, and the desk is not quiet meanwhile', async () => {
    open(rule());
    overtaken = [true];
    events.put({ ...opened, detail: { id: 'first' } });
    events.put({ ...opened, detail: { id: 'second' } });
    await bench.activity.settled();
    expect(taken.map(({ input }) => JSON.parse(String(input)).detail.id)).toEqual(['second', 'first']);
  });

  it('bad entries fail one by one, bad requests as a whole', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    open(rule());
    const client = new EventBridgeClient({ ...clientOf(bench.wire), maxAttempts: 1 });
    const good = { Source: 'threeline', DetailType: 'a', Detail: '{}', EventBusName: 'threeline' };
    const { Entries, FailedEntryCount } = await client.send(
      new PutEventsCommand({
        Entries: [
          good,
          { ...good, Detail: '[]' },
          { ...good, Source: 'aws.ses' },
          { ...good, DetailType: '' },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(3);
    expect(Entries?.map((entry) => entry.ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'NotAuthorizedForSourceException',
      'InvalidArgument',
    ]);
    const refused = async (entries: (typeof good)[]) =>
      client.send(new PutEventsCommand({ Entries: entries })).then(
        () => 'accepted',
        (error: Error) => error.name,
      );
    expect(await refused(Array.from({ length: 11 }, () => good))).toBe('ValidationException');
    expect(await refused([{ ...good, Detail: JSON.stringify({ text: 'x'.repeat(262_144) }) }])).toBe(
      'ValidationException',
    );
    expect(await refused([{ ...good, EventBusName: 'nope' }])).toBe('ResourceNotFoundException');
    await bench.activity.settled();
    expect(taken).toHaveLength(1);
  });

  it('targets get a part, a constant, or a text made from parts', async () => {
    open(
      rule({
        targets: [
          target({ id: 'a', arn: LAMBDA, inputPath: '$.detail' }),
          target({ id: 'b', arn: LAMBDA, input: '{"constant":true}' }),
          target({
            id: 'c',
            arn: LAMBDA,
            inputTransformer: {
              paths: { id: '$.detail.id', all: '$.detail', type: "$['detail-type']", none: '$.detail.none' },
              template:
                '{"id": <id>, "text": "it is <id> \\"<type>\\" <none>", "all": <all>, "none": <none>, "rule": "<aws.events.rule-name>"}',
            },
          }),
          target({ id: 'd', inputTransformer: { paths: { id: '$.detail.id' }, template: '"ticket <id>"' } }),
        ],
      }),
    );
    events.put(opened);
    await bench.activity.settled();
    const inputs = Object.fromEntries(taken.map(({ input }, index) => [index, input]));
    expect(Object.values(inputs)).toEqual(
      expect.arrayContaining([
        { id: 'tkt_1' },
        { constant: true },
        {
          id: 'tkt_1',
          text: 'it is tkt_1 "ticket.opened" ',
          all: { id: 'tkt_1' },
          none: null,
          rule: 'r',
        },
        '"ticket tkt_1"',
      ]),
    );
  });

  it('a target that refuses is tried again on the desk clock, later each time', async () => {
    open(rule());
    failures = [new Error('busy'), new Error('busy'), new Error('busy')];
    events.put(opened);
    await bench.activity.settled();
    expect(taken).toEqual([]);
    await bench.advance(2 * SECOND);
    expect(failures).toHaveLength(1);
    await bench.advance(10 * SECOND);
    expect(taken).toHaveLength(1);
  });

  it('an event nobody took ends among the dead letters, with its reason', async () => {
    const dying = target({ deadLetterArn: DEAD, maximumRetryAttempts: 1 });
    open(rule({ targets: [dying] }));
    failures = [new Error('busy'), new Error('still busy')];
    events.put(opened);
    await bench.advance(MINUTE);
    expect(taken).toMatchObject([
      {
        to: DEAD,
        attributes: {
          ERROR_MESSAGE: 'still busy',
          RETRY_ATTEMPTS: '1',
          EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
          TARGET_ARN: QUEUE,
          RULE_ARN: 'arn:aws:events:eu-west-1:000000000000:rule/threeline/r',
        },
      },
    ]);
    expect(JSON.parse(String(taken[0]?.input)).detail).toEqual({ id: 'tkt_1' });
  });

  it('what cannot get better is not tried again', async () => {
    open(rule({ targets: [target({ deadLetterArn: DEAD })] }));
    failures = [new AwsError('QueueDoesNotExist', 'gone')];
    events.put(opened);
    await bench.activity.settled();
    expect(taken).toMatchObject([{ to: DEAD, attributes: { ERROR_CODE: 'QueueDoesNotExist' } }]);
  });

  it('an accepted event is delivered after a restart', async () => {
    open(rule());
    failures = [new Error('busy')];
    events.put(opened);
    await bench.activity.settled();
    events.close();
    open(rule());
    expect(taken).toEqual([]);
    await bench.advance(5 * SECOND);
    expect(taken).toHaveLength(1);
    events.close();
    open(rule());
    await bench.advance(DAY);
    expect(taken).toHaveLength(1);
  });

  it('a schedule fires each time, in order, while the clock is advanced', async () => {
    open(rule({ bus: 'default', pattern: undefined as never, schedule: 'cron(0 8 * * ? *)' }));
    await bench.advance(3 * DAY);
    const times = taken.map(({ input }) => JSON.parse(String(input)) as Record<string, unknown>);
    expect(times).toHaveLength(3);
    expect(times[0]).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: expect.stringMatching(/T08:00:00Z$/),
      resources: ['arn:aws:events:eu-west-1:000000000000:rule/r'],
    });
  });

  it('what a schedule missed while the desk was down fires once at start', async () => {
    const hourly = {
      name: 'r',
      bus: 'default',
      enabled: true,
      schedule: 'rate(1 hour)',
      targets: [target()],
    };
    open(hourly);
    await bench.advance(90 * MINUTE);
    expect(taken).toHaveLength(1);
    events.close();
    bench.clock.cancel('events:schedule:arn:aws:events:eu-west-1:000000000000:rule/r');
    await bench.advance(5 * HOUR);
    open(hourly);
    await vi.waitFor(() => expect(taken).toHaveLength(2));
    await bench.advance(30 * MINUTE);
    expect(taken).toHaveLength(2);
    await bench.advance(31 * MINUTE);
    expect(taken).toHaveLength(3);
  });

  it('rules and targets that it does not know are refused at start', () => {
    open();
    const start = (over: Partial<RuleDescription>) => () =>
      createEvents({
        ...bench,
        buses: [],
        rules: [rule({ bus: 'default', ...over })],
        targets: { sqs() {}, lambda() {}, states() {} },
      });
    expect(start({ bus: 'nope' })).toThrow(/unknown bus nope/);
    expect(start({ targets: [target({ arn: 'arn:aws:kinesis:eu-west-1:0:stream/x' })] })).toThrow(
      /does not know: arn:aws:kinesis/,
    );
    expect(start({ targets: [target({ inputPath: '$..id' })] })).toThrow(/does not know the path/);
    expect(start({ pattern: { a: [{ regex: 'x' }] }, enabled: false })).toThrow(/Unrecognized match type/);
    expect(start({ schedule: 'rate(1 minutes)' })).toThrow(/rate\(1 minutes\) is not valid/);
  });
});

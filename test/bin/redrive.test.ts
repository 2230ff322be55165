import { describe, expect, it } from 'vitest';
import { lostEventIn } from '../../bin/desk/redrive/lost-event.ts';
import { setAsideBatchIn } from '../../bin/desk/redrive/set-aside-batch.ts';
import { redrive } from '../../bin/desk/redrive.ts';

const arn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;

describe('a lost event', () => {
  it('that Lambda gave up goes to the function, with what it was called with', () => {
    const Body = JSON.stringify({
      version: '1.0',
      requestContext: { functionArn: `${arn('Project')}:$LATEST`, condition: 'RetriesExhausted' },
      requestPayload: { detail: { id: 'evt_1' } },
      responsePayload: { errorType: 'Throttled' },
    });
    expect(lostEventIn({ Body })).toEqual({
      functionArn: `${arn('Project')}:$LATEST`,
      payload: { detail: { id: 'evt_1' } },
    });
  });

  it('that a rule could not deliver goes to the target of the rule as it is', () => {
    const MessageAttributes = { TARGET_ARN: { DataType: 'String', StringValue: arn('Rebirth') } };
    expect(lostEventIn({ Body: '{"id":"1","detail":{}}', MessageAttributes })).toEqual({
      functionArn: arn('Rebirth'),
      payload: { id: '1', detail: {} },
    });
  });

  it.each(['', 'hello', '{"id":"1"}', 'null'])('is not seen in %j', (Body) => {
    expect(lostEventIn({ Body })).toBeNull();
  });
});

describe('a batch that was set aside', () => {
  const readers = {
    OrchestrateFunctionArn: arn('ThreelineService-prod-OrchestrateFunction05FB2745-AAAAaaaa1111'),
    RelayFunctionArn: arn('ThreelineService-prod-RelayFunctionE902C34E-BBBBbbbb2222'),
  };
  const record = (ticket: string, version: number) => ({
    eventName: 'INSERT',
    dynamodb: {
      Keys: { PK: { S: `TICKET#${ticket}` }, SK: { S: `EVENT#${version}` } },
      NewImage: { PK: { S: `TICKET#${ticket}` } },
      SequenceNumber: '1',
    },
  });
  const payload = { Records: [record('tkt_1', 1), record('tkt_1', 2), record('tkt_2', 1)] };
  const stored = (functionArn: string, over: object = {}) =>
    JSON.stringify({
      requestContext: { functionArn, condition: 'RetryAttemptsExhausted' },
      payload: JSON.stringify(payload),
      ...over,
    });

  it.each([
    ['a text', {}],
    ['it is', { payload }],
  ])('goes to its reader exactly as it was, kept as %s', (_how, over) => {
    expect(setAsideBatchIn(stored(readers.RelayFunctionArn, over), readers)).toEqual({
      functionArn: readers.RelayFunctionArn,
      payload,
      records: 3,
      tickets: ['tkt_1', 'tkt_2'],
    });
  });

  it('goes to the reader that there is now when the service was made anew', () => {
    const former = arn('ThreelineService-prod-OrchestrateFunction05FB2745-Zz00Zz00Zz00');
    expect(setAsideBatchIn(stored(former), readers)?.functionArn).toBe(readers.OrchestrateFunctionArn);
  });

  it.each([
    ['of another function', stored(arn('ThreelineService-test-RelayFunctionE902C34E-BBBBbbbb2222'))],
    ['without its records', stored(readers.RelayFunctionArn, { payload: undefined })],
    ['with records that are none', stored(readers.RelayFunctionArn, { payload: '{"Records":[{}]}' })],
    ['with a damaged payload', stored(readers.RelayFunctionArn, { payload: '{"Rec' })],
    ['that is no JSON', 'hello'],
  ])('%s is left alone', (_what, body) => {
    expect(setAsideBatchIn(body, readers)).toBeNull();
  });
});

describe('the command', () => {
  it('says which queues there are', async () => {
    const complained: string[] = [];
    const voice = { say: () => {}, complain: (text: string) => complained.push(text) };
    const code = await redrive({ endpoint: 'http://127.0.0.1:9' }, { queue: 'mails', dryRun: false }, voice);
    expect(code).toBe(2);
    expect(complained).toEqual([
      'there is no mails; --queue is one of unsent-mails, unread-mails, lost-events, set-aside',
    ]);
  });
});

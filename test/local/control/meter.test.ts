import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMeter } from '../../../local/control/meter.ts';
import { readPrices, standingUsdPerMonth } from '../../../local/control/prices.ts';
import type { Call, Reply } from '../../../local/kernel/contract.ts';
import type { FunctionDescription } from '../../../local/template/functions.ts';

const prices = readPrices(join(import.meta.dirname, '../../../bench/prices.json'));

const told = (
  service: Call['service'],
  operation: string,
  rest: Partial<Call> = {},
  reply: Partial<Reply> = {},
) => {
  const meter = createMeter(prices, 0);
  const call = { service, operation, input: {}, caller: 'Fn', ...rest } as Call;
  meter.interceptor.after?.(call, { status: 200, headers: {}, body: '{}', ...reply });
  return meter.report();
};

describe('the meter', () => {
  it('takes what the database says a call has taken', () => {
    const body = (ConsumedCapacity: unknown) => ({ body: JSON.stringify({ Items: [], ConsumedCapacity }) });
    expect(told('dynamodb', 'Query', {}, body({ TableName: 'Table', CapacityUnits: 0.5 }))).toMatchObject({
      dynamodbReadUnits: 0.5,
    });
    const both = [{ CapacityUnits: 2 }, { CapacityUnits: 6 }];
    expect(told('dynamodb', 'TransactWriteItems', {}, body(both))).toMatchObject({ dynamodbWriteUnits: 8 });
  });

  it('bills a write whose condition failed', () => {
    expect(told('dynamodb', 'PutItem', {}, { status: 400 })).toMatchObject({ dynamodbWriteUnits: 1 });
  });

  it('counts events one by one and mails only when they are sent', () => {
    expect(told('events', 'PutEvents', { input: { Entries: [{}, {}] } })).toMatchObject({ busEvents: 2 });
    expect(told('ses', 'SendRawEmail')).toMatchObject({ sesOut: 1 });
    expect(told('ses', 'GetSendQuota')).toMatchObject({ sesOut: 0 });
  });

  it('counts characters that were translated, from one language to another', () => {
    const input = { Text: 'Жук 😀', SourceLanguageCode: 'ru', TargetLanguageCode: 'en' };
    expect(told('translate', 'TranslateText', { input })).toMatchObject({ translatedCharacters: 5 });
    const refused = { status: 400 };
    expect(told('translate', 'TranslateText', { input }, refused)).toMatchObject({ translatedCharacters: 0 });
    const same = { input: { ...input, TargetLanguageCode: 'ru' } };
    expect(told('translate', 'TranslateText', same)).toMatchObject({ translatedCharacters: 0 });
  });

  it('counts tokens as a language model says them, and nothing where it refuses', () => {
    const body = JSON.stringify({ usage: { inputTokens: 700, outputTokens: 40, totalTokens: 740 } });
    const counted = { languageModelInputTokens: 700, languageModelOutputTokens: 40 };
    expect(told('bedrock', 'Converse', {}, { body })).toMatchObject(counted);
    expect(told('bedrock', 'Converse', {}, { status: 403 })).toMatchObject({ languageModelInputTokens: 0 });
  });

  it('leaves out what the desk itself asks', () => {
    expect(told('sqs', 'SendMessage', { caller: 'local' })).toMatchObject({ sqsRequests: 0 });
  });

  it('prices everything by the dated list', () => {
    const meter = createMeter(prices, 1.5);
    meter.count('stateTransitions', 1000);
    meter.watcher.after?.({
      description: { logicalId: 'Fn', memoryMegabytes: 512 } as FunctionDescription,
      result: { ok: true, payload: null },
      milliseconds: 2000,
    });
    const report = meter.report();
    expect(report).toMatchObject({
      stateTransitions: 1000,
      lambdaGbSeconds: 1,
      standingUsdPerMonth: 1.5,
      byFunction: { Fn: { requests: 1, gbSeconds: 1, errors: 0 } },
      pricesAsOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(report.usd).toBeCloseTo(0.025 + 0.0000133334 + 0.0000002, 10);
    meter.reset();
    expect(meter.report()).toMatchObject({ stateTransitions: 0, byFunction: {}, usd: 0 });
  });

  it('knows what stands there', () => {
    const counts = { 'AWS::CloudWatch::Alarm': 10, 'AWS::SecretsManager::Secret': 1, 'AWS::SQS::Queue': 3 };
    expect(standingUsdPerMonth(prices, counts, 1)).toBeCloseTo(1.66);
  });
});

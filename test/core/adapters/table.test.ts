import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { documentClient } from '../../../lambdas/core/adapters/dynamodb/client.ts';
import { Table } from '../../../lambdas/core/adapters/dynamodb/table.ts';
import { dynamoTicketStore } from '../../../lambdas/core/adapters/dynamodb/ticket-store.ts';
import { mockClient } from '../../support/mock-client.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeTexts } from '../fakes/texts.ts';
import { changing, opening } from '../ports/changes.ts';

const failure = (name: string, more: object = {}): Error =>
  Object.assign(new Error(name), { name, $fault: 'client', ...more });

const cancelled = (...codes: readonly string[]): Error =>
  failure('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });

const mock = mockClient(DynamoDBDocumentClient);

describe('a busy database', () => {
  let pauses: number[];
  let table: Table;
  beforeEach(() => {
    mock.reset();
    pauses = [];
    const client = documentClient(new DynamoDBClient({ region: 'eu-west-1' }));
    table = new Table(client, 'desk', async (milliseconds) => {
      pauses.push(milliseconds);
    });
  });
  const store = () => dynamoTicketStore(table, fakeTexts(), fakeClock());

  it('is asked again when transactions cancel each other, with the same token, so that nothing is written twice', async () => {
    mock
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled('None', 'TransactionConflict', 'None'))
      .rejectsOnce(cancelled('ThrottlingError', 'None', 'ProvisionedThroughputExceeded'))
      .rejectsOnce(failure('TransactionInProgressException'))
      .resolves({});
    await store().save(changing(opening().after));
    const tokens = mock
      .commandCalls(TransactWriteCommand)
      .map((call) => call.args[0].input.ClientRequestToken);
    expect(tokens).toHaveLength(4);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).toHaveLength(36);
  });

  it.each([
    'ThrottlingException',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'TransactionConflictException',
  ])('is asked again after %s', async (name) => {
    mock.on(UpdateCommand).rejectsOnce(failure(name)).resolves({});
    await table.update({ Key: { PK: 'a', SK: 'b' }, UpdateExpression: 'SET a = :a' });
    expect(mock.commandCalls(UpdateCommand)).toHaveLength(2);
  });

  it('is given up after eight tries, each after a longer chance to wait, as something that may pass', async () => {
    mock.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'));
    const change = changing(opening().after);
    await expect(store().save(change)).rejects.toMatchObject({ name: 'Throttled', kind: 'transient' });
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(8);
    expect(pauses).toHaveLength(7);
    for (const [at, pause] of pauses.entries())
      expect(pause).toBeLessThanOrEqual(Math.min(500, 20 * 2 ** at));
  });

  it('is sent again what it left of a batch, until nothing is left or eight tries have been made', async () => {
    const puts = (...names: readonly string[]) => ({
      desk: names.map((PK) => ({ PutRequest: { Item: { PK, SK: 'x' } } })),
    });
    const rows = Array.from({ length: 30 }, (_, at) => ({ PK: `r${at}`, SK: 'x' }));
    mock
      .on(BatchWriteCommand)
      .resolvesOnce({ UnprocessedItems: puts('r3', 'r4') })
      .resolves({});
    await table.putAll(rows);
    const sizes = mock
      .commandCalls(BatchWriteCommand)
      .map((call) => call.args[0].input.RequestItems?.desk?.length ?? 0);
    expect(sizes.toSorted((a, b) => a - b)).toEqual([2, 5, 25]);
    expect(pauses).toHaveLength(1);
    mock.on(BatchWriteCommand).resolves({ UnprocessedItems: puts('r3') });
    await expect(table.putAll(rows.slice(0, 5))).rejects.toMatchObject({ name: 'Throttled' });
    mock.resetHistory();
    await table.putAll([]);
    expect(mock.commandCalls(BatchWriteCommand)).toHaveLength(0);
  });

  it('is not asked again when a condition failed beside a conflict', async () => {
    mock.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed', 'TransactionConflict'));
    await expect(store().save(changing(opening().after))).rejects.toMatchObject({ name: 'VersionConflict' });
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });

  it('that does not answer is something that may pass', async () => {
    for (const error of [
      failure('InternalServerError', { $fault: 'server' }),
      failure('TimeoutError', { $fault: undefined }),
      failure('Error', { code: 'ECONNREFUSED' }),
    ]) {
      mock.on(GetCommand).rejects(error);
      await expect(table.get({ PK: 'a', SK: 'b' })).rejects.toMatchObject({
        name: 'Throttled',
        cause: error,
      });
    }
  });

  it('never hides a mistake of ours', async () => {
    mock.on(GetCommand).rejects(failure('ValidationException'));
    await expect(table.get({ PK: 'a', SK: 'b' })).rejects.toMatchObject({ name: 'ValidationException' });
    mock.on(TransactWriteCommand).rejects(cancelled('ValidationError', 'None'));
    await expect(store().save(changing(opening().after))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
    });
  });

  it('is asked for the rest of what it left out', async () => {
    const keys = Array.from({ length: 130 }, (_, n) => ({ PK: `p${n}`, SK: 's' }));
    mock
      .on(BatchGetCommand)
      .resolvesOnce({
        Responses: { desk: [{ PK: 'p0' }] },
        UnprocessedKeys: { desk: { Keys: [{ PK: 'p1', SK: 's' }] } },
      })
      .resolvesOnce({ Responses: { desk: [{ PK: 'p1' }] } })
      .resolvesOnce({ Responses: { desk: [{ PK: 'p129' }] } });
    expect(await table.getAll(keys)).toEqual([{ PK: 'p0' }, { PK: 'p1' }, { PK: 'p129' }]);
    const asked = mock
      .commandCalls(BatchGetCommand)
      .map((call) => call.args[0].input.RequestItems?.desk?.Keys?.length);
    expect(asked).toEqual([100, 1, 30]);
  });

  it('that cuts a page at a megabyte is asked for the rest of the page', async () => {
    mock
      .on(QueryCommand)
      .resolvesOnce({ Items: [{ n: 1 }, { n: 2 }], LastEvaluatedKey: { PK: 'a', SK: '2' } })
      .resolvesOnce({ Items: [{ n: 3 }], LastEvaluatedKey: { PK: 'a', SK: '3' } });
    const rows = await table.query({ KeyConditionExpression: 'PK = :a', Limit: 3 });
    expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(mock.commandCalls(QueryCommand).map((call) => call.args[0].input)).toMatchObject([
      { Limit: 3 },
      { Limit: 1, ExclusiveStartKey: { PK: 'a', SK: '2' } },
    ]);
  });
});

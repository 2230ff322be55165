import {
  type AttributeValue,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFront } from '../../../local/control/database-front.ts';
import { createFaults, type Faults } from '../../../local/control/faults.ts';
import { type DynamoDb, startDynamoDb } from '../../../local/services/dynamodb/start.ts';
import type { TableDescription } from '../../../local/services/dynamodb/tables.ts';
import { aWorkbench, clientOf, removeFolder, SECOND, type Workbench } from '../services/workbench.ts';

const text = (name: string) => ({ name, type: 'S' }) as const;
const TABLE: TableDescription = {
  name: 'desk-table',
  keys: { partition: text('pk'), sort: text('sk') },
  indexes: [
    {
      name: 'Groups',
      keys: { partition: text('group'), sort: text('sk') },
      projection: { include: ['subject'] },
    },
  ],
};

describe('the database in front of functions', () => {
  let bench: Workbench;
  let database: DynamoDb;
  let client: DynamoDBClient;
  let faults: Faults;

  const row = (pk: string, group: string, subject: string): Record<string, AttributeValue> => ({
    pk: { S: pk },
    sk: { S: 'x' },
    group: { S: group },
    subject: { S: subject },
    secret: { S: 'not in the index' },
  });
  const put = (pk: string, group: string, subject: string) =>
    client.send(new PutItemCommand({ TableName: 'desk-table', Item: row(pk, group, subject) }));
  const query = (more: { readonly ProjectionExpression?: string; readonly IndexName?: string } = {}) =>
    client.send(
      new QueryCommand({
        TableName: 'desk-table',
        IndexName: 'Groups',
        KeyConditionExpression: '#g = :g',
        ExpressionAttributeNames: { '#g': 'group' },
        ExpressionAttributeValues: { ':g': { S: 'a' } },
        ...more,
      }),
    );
  const subjects = async (): Promise<readonly unknown[]> => {
    const { Items = [], Count } = await query();
    expect(Count).toBe(Items.length);
    return Items.map(({ subject }) => subject?.S).toSorted();
  };

  beforeEach(async () => {
    bench = await aWorkbench();
    database = await startDynamoDb({ ...bench, tables: [TABLE], mappings: [] });
    faults = createFaults();
    const { now } = bench.clock;
    bench.wire.services.push(databaseFront({ service: database.service, tables: [TABLE], faults, now }));
    client = new DynamoDBClient({ ...clientOf(bench.wire, 'Fn'), maxAttempts: 1 });
    await put('old', 'a', 'as it was');
  });
  afterEach(async () => {
    client.destroy();
    await database.close();
    await bench.close();
    removeFolder(bench.dataFolder);
  });

  const lag = (seconds = 60) => faults.add({ kind: 'index-lag', service: 'dynamodb', seconds });

  it('tells what a call takes, asked or not', async () => {
    expect((await query()).ConsumedCapacity?.CapacityUnits).toBeGreaterThan(0);
  });

  it('shows an index that is behind: changed rows as they were, new ones not at all', async () => {
    lag();
    await put('old', 'a', 'as it is');
    await put('new', 'a', 'new');
    expect(await subjects()).toEqual(['as it was']);
    const { Items } = await query();
    expect(Items).toEqual([
      { pk: { S: 'old' }, sk: { S: 'x' }, group: { S: 'a' }, subject: { S: 'as it was' } },
    ]);
    await bench.advance(61 * SECOND);
    expect(await subjects()).toEqual(['as it is', 'new']);
  });

  it('shows only what is asked for of a row as it was', async () => {
    lag();
    await put('old', 'a', 'as it is');
    const { Items } = await query({ ProjectionExpression: 'pk, sk, subject' });
    expect(Items).toEqual([{ pk: { S: 'old' }, sk: { S: 'x' }, subject: { S: 'as it was' } }]);
  });

  it('shows versions one after the other, each when its time has come', async () => {
    lag();
    await put('old', 'a', 'second');
    await bench.advance(30 * SECOND);
    await put('old', 'a', 'third');
    expect(await subjects()).toEqual(['as it was']);
    await bench.advance(31 * SECOND);
    expect(await subjects()).toEqual(['second']);
    await bench.advance(30 * SECOND);
    expect(await subjects()).toEqual(['third']);
  });

  it('shows a row that comes from another place in the index only later', async () => {
    await put('moving', 'b', 'moving');
    lag();
    await put('moving', 'a', 'moving');
    expect(await subjects()).toEqual(['as it was']);
    await bench.advance(61 * SECOND);
    expect(await subjects()).toEqual(['as it was', 'moving']);
  });

  it.each([
    [
      'an update',
      () =>
        client.send(
          new UpdateItemCommand({
            TableName: 'desk-table',
            Key: { pk: { S: 'old' }, sk: { S: 'x' } },
            UpdateExpression: 'SET subject = :s',
            ExpressionAttributeValues: { ':s': { S: 'as it is' } },
          }),
        ),
    ],
    [
      'a batch',
      () =>
        client.send(
          new BatchWriteItemCommand({
            RequestItems: { 'desk-table': [{ PutRequest: { Item: row('old', 'a', 'as it is') } }] },
          }),
        ),
    ],
    [
      'a transaction',
      () =>
        client.send(
          new TransactWriteItemsCommand({
            TransactItems: [{ Put: { TableName: 'desk-table', Item: row('old', 'a', 'as it is') } }],
          }),
        ),
    ],
  ])('is behind %s', async (_what, write) => {
    lag();
    await write();
    expect(await subjects()).toEqual(['as it was']);
  });

  it('is up to date where nothing is asked for, or nothing was written', async () => {
    await put('old', 'a', 'as it is');
    lag();
    const refused = new PutItemCommand({
      TableName: 'desk-table',
      Item: row('old', 'a', 'refused'),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await expect(client.send(refused)).rejects.toThrow();
    expect(await subjects()).toEqual(['as it is']);
  });

  it('never shows a row that is gone', async () => {
    lag();
    const Key = { pk: { S: 'old' }, sk: { S: 'x' } };
    await client.send(new DeleteItemCommand({ TableName: 'desk-table', Key }));
    expect(await subjects()).toEqual([]);
  });

  it('refuses a transaction as in conflict, with a reason for each of its elements', async () => {
    faults.add({ kind: 'transaction-conflict', service: 'dynamodb' });
    const element = (pk: string) => ({ Put: { TableName: 'desk-table', Item: row(pk, 'a', 'new') } });
    const transaction = new TransactWriteItemsCommand({ TransactItems: [element('1'), element('2')] });
    await expect(client.send(transaction)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    });
    expect(await subjects()).toEqual(['as it was']);
  });
});

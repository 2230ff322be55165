import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoDb, startDynamoDb } from '../../../../local/services/dynamodb/start.ts';
import type { StreamSource } from '../../../../local/services/dynamodb/streams.ts';
import type { TableDescription } from '../../../../local/services/dynamodb/tables.ts';
import { aWorkbench, clientOf, DAY, removeFolder, type Workbench } from '../workbench.ts';

const text = (name: string) => ({ name, type: 'S' }) as const;
const TABLE: TableDescription = {
  name: 'desk-table',
  keys: { partition: text('pk'), sort: text('sk') },
  indexes: [{ name: 'GSI1', keys: { partition: text('g1'), sort: text('sk') }, projection: 'ALL' }],
  ttlAttribute: 'expiresAt',
  stream: 'NEW_AND_OLD_IMAGES',
};
const STREAM = 'arn:aws:dynamodb:eu-west-1:000000000000:table/desk-table/stream/1';

describe('the table of the desk', () => {
  let bench: Workbench;
  let database: DynamoDb;
  let stream: StreamSource;
  let client: DynamoDBClient;
  let spares = false;

  const open = async (table = TABLE, mappings: readonly string[] = []): Promise<void> => {
    database = await startDynamoDb({ ...bench, tables: [table], mappings, sparesExpired: () => spares });
    bench.wire.services.splice(0, 1, database.service);
    stream = database.stream('desk-table', STREAM);
  };
  const put = (pk: string, more: Record<string, AttributeValue> = {}) =>
    client.send(
      new PutItemCommand({ TableName: 'desk-table', Item: { pk: { S: pk }, sk: { S: 'x' }, ...more } }),
    );
  const has = async (pk: string): Promise<boolean> => {
    const Key = { pk: { S: pk }, sk: { S: 'x' } };
    const { Item } = await client.send(new GetItemCommand({ TableName: 'desk-table', Key }));
    return Item !== undefined;
  };

  beforeEach(async () => {
    bench = await aWorkbench();
    client = new DynamoDBClient(clientOf(bench.wire));
    await open();
  });
  afterEach(async () => {
    client.destroy();
    await database.close();
    await bench.close();
    removeFolder(bench.dataFolder);
  });

  it('answers the SDK, errors with their items too', async () => {
    await put('a', { g1: { S: 'group' } });
    const found = await client.send(
      new QueryCommand({
        TableName: 'desk-table',
        IndexName: 'GSI1',
        KeyConditionExpression: 'g1 = :g',
        ExpressionAttributeValues: { ':g': { S: 'group' } },
      }),
    );
    expect(found.Items).toHaveLength(1);
    const refused = client.send(
      new PutItemCommand({
        TableName: 'desk-table',
        Item: { pk: { S: 'a' }, sk: { S: 'x' } },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    await expect(refused).rejects.toBeInstanceOf(ConditionalCheckFailedException);
    await expect(refused).rejects.toMatchObject({ Item: { g1: { S: 'group' } } });
  });

  it('a write is in the stream, in the shape of a Lambda event, when its caller has the answer', async () => {
    const seen: number[] = [];
    stream.onWrite(() => seen.push(stream.writes()));
    await put('a', { n: { N: '1' } });
    await put('a', { n: { N: '2' } });
    expect(seen).toEqual([1, 2]);
    const { records, last } = await stream.read(undefined, 10);
    expect(records.map((record) => record.eventName)).toEqual(['INSERT', 'MODIFY']);
    expect(records[1]).toMatchObject({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-west-1',
      eventSourceARN: STREAM,
      dynamodb: {
        Keys: { pk: { S: 'a' }, sk: { S: 'x' } },
        NewImage: { n: { N: '2' } },
        OldImage: { n: { N: '1' } },
        StreamViewType: 'NEW_AND_OLD_IMAGES',
        SequenceNumber: last,
      },
    });
    expect(await stream.read(last, 10)).toEqual({ records: [], last: undefined });
    expect(await stream.latest()).toBe(last);
  });

  it('reads do not wake the readers of the stream, transactions and updates do', async () => {
    await has('a');
    expect(stream.writes()).toBe(0);
    const Item = { pk: { S: 't' }, sk: { S: 'x' } };
    await client.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'desk-table', Item } }] }),
    );
    await client.send(
      new UpdateItemCommand({
        TableName: 'desk-table',
        Key: Item,
        UpdateExpression: 'SET a = :a',
        ExpressionAttributeValues: { ':a': { S: '1' } },
      }),
    );
    expect(stream.writes()).toBe(2);
  });

  it('pages through the stream in order, and two readers do not disturb each other', async () => {
    for (let index = 0; index < 12; index += 1) await put(`row-${index}`);
    const keysOf = async (limit: number): Promise<string[]> => {
      const keys: string[] = [];
      let after: string | undefined;
      for (;;) {
        const { records, last } = await stream.read(after, limit);
        if (last === undefined) return keys;
        after = last;
        for (const record of records) keys.push(String((record.dynamodb.Keys.pk as { S: string }).S));
      }
    };
    const expected = Array.from({ length: 12 }, (_, index) => `row-${index}`);
    expect(await Promise.all([keysOf(5), keysOf(3)])).toEqual([expected, expected]);
  });

  it('a write that changes nothing leaves no record, and the reader gets past it', async () => {
    await put('a', { n: { N: '1' }, m: { M: { x: { S: '1' }, y: { S: '2' } } } });
    const first = await stream.read(undefined, 10);
    await put('a', { m: { M: { y: { S: '2' }, x: { S: '1' } } }, n: { N: '1' } });
    const { records, last } = await stream.read(first.last, 10);
    expect(records).toEqual([]);
    expect(last).toBeDefined();
  });

  it('records carry desk time', async () => {
    await bench.advance(90 * DAY);
    await put('a');
    const { records } = await stream.read(undefined, 1);
    const seconds = records[0]?.dynamodb.ApproximateCreationDateTime ?? 0;
    expect(Math.abs(seconds * 1000 - bench.clock.now())).toBeLessThan(10_000);
  });

  it('expired rows are deleted on the desk clock, in the name of DynamoDB', async () => {
    const at = (milliseconds: number) => ({ expiresAt: { N: String(Math.floor(milliseconds / 1000)) } });
    await put('soon', at(bench.clock.now() + DAY));
    await put('late', at(bench.clock.now() + 30 * DAY));
    await put('never');
    expect(await database.sweepExpired()).toBe(0);
    await bench.advance(2 * DAY);
    expect([await has('soon'), await has('late'), await has('never')]).toEqual([false, true, true]);
    const { records } = await stream.read(undefined, 10);
    expect(records.at(-1)).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { principalId: 'dynamodb.amazonaws.com', type: 'Service' },
    });
    await bench.advance(29 * DAY);
    expect([await has('late'), await has('never')]).toEqual([false, true]);
  });

  it('expired rows stay as long as DynamoDB is late', async () => {
    await put('a', { expiresAt: { N: String(Math.floor(bench.clock.now() / 1000) + 60) } });
    spares = true;
    await bench.advance(2 * DAY);
    expect(await has('a')).toBe(true);
    spares = false;
    await bench.advance(DAY);
    expect(await has('a')).toBe(false);
  });

  it('a row that is deleted by hand is not in the name of DynamoDB', async () => {
    await put('a', { expiresAt: { N: String(Math.floor(bench.clock.now() / 1000) + 1000) } });
    const Key = { pk: { S: 'a' }, sk: { S: 'x' } };
    await client.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName: 'desk-table', Key } }] }),
    );
    const { records } = await stream.read(undefined, 10);
    expect(records.at(-1)?.eventName).toBe('REMOVE');
    expect(records.at(-1)?.userIdentity).toBeUndefined();
  });

  it('rows, stream and checkpoints survive a restart; what all have read is dropped', async () => {
    for (const pk of ['a', 'b', 'c']) await put(pk);
    const { records } = await stream.read(undefined, 10);
    const second = records[1]?.dynamodb.SequenceNumber ?? '';
    const third = records[2]?.dynamodb.SequenceNumber ?? '';
    await database.close();
    await open(TABLE, ['relay', 'orchestrate']);
    database.checkpoints.set('relay', 'desk-table', third);
    database.checkpoints.set('gone', 'desk-table', '1');
    await database.close();
    await open(TABLE, ['relay', 'orchestrate']);
    expect((await stream.read(undefined, 10)).records).toHaveLength(3);
    expect(database.checkpoints.get('relay')).toBe(third);
    expect(database.checkpoints.get('gone')).toBeUndefined();
    database.checkpoints.set('orchestrate', 'desk-table', second);
    await database.close();
    await open(TABLE, ['relay', 'orchestrate']);
    expect((await stream.read(undefined, 10)).last).toBe(third);
    expect((await stream.read(undefined, 10)).records).toHaveLength(1);
    expect(await has('a')).toBe(true);
    await put('d');
    expect(BigInt((await stream.latest()) ?? 0)).toBeGreaterThan(BigInt(third));
  });

  it('the newest record stays though all have read it, so that numbers never begin anew', async () => {
    await put('a');
    const last = (await stream.latest()) ?? '';
    await database.close();
    await open(TABLE, ['relay']);
    database.checkpoints.set('relay', 'desk-table', last);
    await database.close();
    await open(TABLE, ['relay']);
    await put('b');
    expect((await stream.read(last, 10)).records).toHaveLength(1);
  });

  it('the stream has its index, without which writes get slower and slower', () => {
    const file = new DatabaseSync(join(bench.dataFolder, 'dynamodb.sqlite'));
    const found = file.prepare("SELECT name FROM sqlite_master WHERE name = 'zz_stream_cast'").all();
    file.close();
    expect(found).toHaveLength(1);
  });

  it('an index that is added, changed or dropped in the template is so in the table, with its rows', async () => {
    await put('a', { g1: { S: 'one' }, g2: { N: '2' } });
    const indexes = async () => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: 'desk-table' }));
      return Table?.GlobalSecondaryIndexes?.map((index) => [
        index.IndexName,
        index.Projection?.ProjectionType,
      ]);
    };
    await database.close();
    await open({
      ...TABLE,
      indexes: [
        { name: 'GSI1', keys: { partition: text('g1') }, projection: 'KEYS_ONLY' },
        { name: 'GSI2', keys: { partition: { name: 'g2', type: 'N' } }, projection: { include: ['g1'] } },
      ],
    });
    expect((await indexes())?.toSorted()).toEqual([
      ['GSI1', 'KEYS_ONLY'],
      ['GSI2', 'INCLUDE'],
    ]);
    const { Items } = await client.send(
      new QueryCommand({
        TableName: 'desk-table',
        IndexName: 'GSI2',
        KeyConditionExpression: 'g2 = :g',
        ExpressionAttributeValues: { ':g': { N: '2' } },
      }),
    );
    expect(Items).toHaveLength(1);
    await database.close();
    await open({ ...TABLE, indexes: [] });
    expect((await indexes()) ?? []).toEqual([]);
  });

  it('changed keys of a table are refused with a sentence', async () => {
    await database.close();
    await expect(open({ ...TABLE, keys: { partition: text('other') } })).rejects.toThrow(
      'The keys of table desk-table have changed',
    );
    await open();
  });

  it('a database that does not answer is an InternalServerError, not a hanging call', async () => {
    await database.close();
    const failing = new DynamoDBClient({ ...clientOf(bench.wire), maxAttempts: 1 });
    const asked = failing.send(new DescribeTableCommand({ TableName: 'desk-table' }));
    await expect(asked).rejects.toMatchObject({ name: 'InternalServerError' });
    failing.destroy();
    await open();
  });
});

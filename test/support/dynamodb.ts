/** A DynamoDB for tests: the binary that the desk on one machine runs, and tables made from the contract. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { INDEXES, KEYS, PROJECTED } from '../../lambdas/core/contracts/indexes.ts';
import { findDatabase, runDatabase } from '../../local/services/dynamodb/binary.ts';

export interface TestDatabase {
  readonly client: DynamoDBClient;
  /** An empty table under a name of its own; answers the name. */
  makeTable(): Promise<string>;
  close(): Promise<void>;
}

const start = async () => {
  const place = findDatabase();
  if (place.kind === 'endpoint') return { endpoint: place.url, close: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'threeline-'));
  const database = await runDatabase(place.path, join(folder, 'test.sqlite'), () => {});
  const close = async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { endpoint: database.endpoint, close };
};

const keySchema = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

/** Close it after the last test: the process ends with it, and so does its folder. */
export const startDatabase = async (): Promise<TestDatabase> => {
  const { endpoint, close } = await start();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials });
  const indexes = Object.values(INDEXES);
  let tables = 0;
  return {
    client,
    makeTable: async () => {
      tables += 1;
      const TableName = `threeline-test-${process.pid}-${Date.now()}-${tables}`;
      const names = [
        KEYS.partition,
        KEYS.sort,
        ...indexes.flatMap(({ partition, sort }) => [partition, sort]),
      ];
      await client.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: keySchema(KEYS.partition, KEYS.sort),
          AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
          GlobalSecondaryIndexes: indexes.map(({ name, partition, sort }) => ({
            IndexName: name,
            KeySchema: keySchema(partition, sort),
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...PROJECTED] },
          })),
        }),
      );
      return TableName;
    },
    close: async () => {
      client.destroy();
      await close();
    },
  };
};

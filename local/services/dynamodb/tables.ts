/** Creates and updates tables from a plain description, as CloudFormation would. */
import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../kernel/contract.ts';
import type { DatabaseClient } from './client.ts';

export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

export interface KeyPair {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
}

export interface IndexDescription {
  readonly name: string;
  readonly keys: KeyPair;
  readonly projection: 'ALL' | 'KEYS_ONLY' | { readonly include: readonly string[] };
}

export interface TableDescription {
  readonly name: string;
  readonly keys: KeyPair;
  readonly indexes: readonly IndexDescription[];
  readonly ttlAttribute?: string;
  readonly stream?: 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY';
}

interface SchemaElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

interface Existing {
  readonly TableStatus: string;
  readonly KeySchema: readonly SchemaElement[];
  readonly AttributeDefinitions: readonly {
    readonly AttributeName: string;
    readonly AttributeType: string;
  }[];
  readonly StreamSpecification?: { readonly StreamEnabled: boolean; readonly StreamViewType?: string };
  readonly GlobalSecondaryIndexes?: readonly {
    readonly IndexName: string;
    readonly IndexStatus?: string;
    readonly KeySchema: readonly SchemaElement[];
    readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
  }[];
}

const keySchema = ({ partition, sort }: KeyPair): SchemaElement[] => [
  { AttributeName: partition.name, KeyType: 'HASH' },
  ...(sort === undefined ? [] : [{ AttributeName: sort.name, KeyType: 'RANGE' }]),
];

const attributeDefinitions = (pairs: readonly KeyPair[]) => {
  const types = new Map<string, string>();
  for (const { partition, sort } of pairs) {
    types.set(partition.name, partition.type);
    if (sort !== undefined) types.set(sort.name, sort.type);
  }
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
};

const indexDefinition = ({ name, keys, projection }: IndexDescription) => ({
  IndexName: name,
  KeySchema: keySchema(keys),
  Projection:
    typeof projection === 'string'
      ? { ProjectionType: projection }
      : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projection.include] },
});

const describe = async (client: DatabaseClient, name: string): Promise<Existing | undefined> => {
  try {
    return (await client.call('DescribeTable', { TableName: name })).Table as Existing;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
};

const isActive = (table: Existing): boolean =>
  table.TableStatus === 'ACTIVE' &&
  (table.GlobalSecondaryIndexes ?? []).every((index) => (index.IndexStatus ?? 'ACTIVE') === 'ACTIVE');

const whenActive = async (client: DatabaseClient, name: string): Promise<Existing> => {
  for (;;) {
    const table = await describe(client, name);
    if (table !== undefined && isActive(table)) return table;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const create = async (client: DatabaseClient, table: TableDescription): Promise<void> => {
  await client.call('CreateTable', {
    TableName: table.name,
    KeySchema: keySchema(table.keys),
    AttributeDefinitions: attributeDefinitions([table.keys, ...table.indexes.map((index) => index.keys)]),
    BillingMode: 'PAY_PER_REQUEST',
    ...(table.indexes.length === 0 ? {} : { GlobalSecondaryIndexes: table.indexes.map(indexDefinition) }),
    ...(table.stream === undefined
      ? {}
      : { StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream } }),
  });
  await whenActive(client, table.name);
};

const typesOf = (existing: Existing, pair: KeyPair): boolean =>
  attributeDefinitions([pair]).every((wanted) =>
    existing.AttributeDefinitions.some((has) => isDeepStrictEqual({ ...has }, wanted)),
  );

const updateIndexes = async (
  client: DatabaseClient,
  table: TableDescription,
  existing: Existing,
): Promise<void> => {
  const update = async (change: object): Promise<void> => {
    await client.call('UpdateTable', {
      TableName: table.name,
      AttributeDefinitions: attributeDefinitions([table.keys, ...table.indexes.map((index) => index.keys)]),
      GlobalSecondaryIndexUpdates: [change],
    });
    await whenActive(client, table.name);
  };
  const present = new Map((existing.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, index]));
  const wanted = new Map(table.indexes.map((index) => [index.name, index]));
  for (const [name, has] of present) {
    const index = wanted.get(name);
    const { KeySchema, Projection } = has;
    const same =
      index !== undefined &&
      typesOf(existing, index.keys) &&
      isDeepStrictEqual({ IndexName: name, KeySchema, Projection }, indexDefinition(index));
    if (same) continue;
    await update({ Delete: { IndexName: name } });
    present.delete(name);
  }
  for (const index of table.indexes) {
    if (!present.has(index.name)) await update({ Create: indexDefinition(index) });
  }
};

const update = async (client: DatabaseClient, table: TableDescription, existing: Existing): Promise<void> => {
  if (!isDeepStrictEqual(existing.KeySchema, keySchema(table.keys)) || !typesOf(existing, table.keys)) {
    throw new Error(
      `The keys of table ${table.name} have changed; that needs a new table: start with a fresh data folder.`,
    );
  }
  await updateIndexes(client, table, existing);
  const { StreamSpecification: stream } = existing;
  const view = stream?.StreamEnabled === true ? stream.StreamViewType : undefined;
  if (view === table.stream) return;
  if (view !== undefined) {
    await client.call('UpdateTable', {
      TableName: table.name,
      StreamSpecification: { StreamEnabled: false },
    });
  }
  if (table.stream !== undefined) {
    await client.call('UpdateTable', {
      TableName: table.name,
      StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream },
    });
  }
  await whenActive(client, table.name);
};

/** Brings every described table about and keeps its rows; other tables stay as they are. Throws when keys changed. */
export const ensureTables = async (
  client: DatabaseClient,
  tables: readonly TableDescription[],
): Promise<void> => {
  for (const table of tables) {
    const existing = await describe(client, table.name);
    if (existing === undefined) await create(client, table);
    else await update(client, table, existing);
  }
};

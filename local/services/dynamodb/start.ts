/** DynamoDB for the desk: the binary, its tables, the wire service, streams and expiry, started together. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Activity, Clock, Service } from '../../kernel/contract.ts';
import { type DatabasePlace, findDatabase, runDatabase } from './binary.ts';
import { type CheckpointStore, type Checkpoints, openCheckpoints } from './checkpoints.ts';
import { createDatabaseClient } from './client.ts';
import { createExpiry } from './expiry.ts';
import { indexRecords, trimRecords } from './records.ts';
import { createDynamoDbService } from './service.ts';
import { createStreamSource, noStream, type StreamSource } from './streams.ts';
import { ensureTables, type TableDescription } from './tables.ts';
import { createWrites } from './writes.ts';

export interface DynamoDb {
  readonly service: Service;
  /** The address of the database itself, without interceptors: for the desk's own tools. */
  readonly endpoint: string;
  /** The stream of one table; `streamArn` is what events name as their source. Throws when the table has no stream. */
  stream(table: string, streamArn: string): StreamSource;
  readonly checkpoints: Checkpoints;
  /** Deletes what expired before desk time now; answers how many. Runs by itself every six desk-hours. */
  sweepExpired(): Promise<number>;
  close(): Promise<void>;
}

export interface DynamoDbOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly tables: readonly TableDescription[];
  /** Names of all event source mappings; checkpoints of others are forgotten. */
  readonly mappings: readonly string[];
  /** Whether an expired row outlives the next sweep: AWS deletes late. */
  readonly sparesExpired?: () => boolean;
  /** Told, once, when the database ends although `close` was not called: by Ctrl-C to the whole group too. */
  readonly onDeath?: (reason: string) => void;
  /** Where the database is; found by itself when absent. */
  readonly place?: DatabasePlace;
}

const run = async (
  place: DatabasePlace,
  dataFolder: string,
  checkpoints: CheckpointStore,
  onDeath: (reason: string) => void,
) => {
  if (place.kind === 'endpoint') return { endpoint: place.url, close: async () => undefined };
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'dynamodb.sqlite');
  trimRecords(file, checkpoints.readByAll);
  const database = await runDatabase(place.path, file, onDeath);
  indexRecords(file);
  return database;
};

/** Throws DatabaseMissing, DamagedDatabase, or what a table that cannot be changed says. */
export const startDynamoDb = async (options: DynamoDbOptions): Promise<DynamoDb> => {
  const { dataFolder, clock, activity, tables, mappings } = options;
  const place = options.place ?? findDatabase();
  const onDeath = options.onDeath ?? ((reason: string) => console.error(reason));
  const checkpoints = openCheckpoints(dataFolder, mappings);
  const database = await run(place, dataFolder, checkpoints, onDeath);
  const client = createDatabaseClient(database.endpoint);
  const close = async (): Promise<void> => {
    client.close();
    checkpoints.close();
    await database.close();
  };
  try {
    await ensureTables(client, tables);
  } catch (error) {
    await close();
    throw error;
  }
  const writes = createWrites(tables.map((table) => table.name));
  const spares = options.sparesExpired ?? (() => false);
  const expiry = createExpiry(client, clock, activity, writes, tables, spares);

  return {
    service: createDynamoDbService(client, writes),
    endpoint: database.endpoint,
    checkpoints,
    stream: (name, streamArn) => {
      const table = tables.find((candidate) => candidate.name === name);
      if (table?.stream === undefined) throw noStream(name);
      return createStreamSource(client, clock, writes, table, streamArn);
    },
    sweepExpired: expiry.sweep,
    close: async () => {
      expiry.close();
      await close();
    },
  };
};

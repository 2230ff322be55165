/**
 * Fills a desk's data folder with tickets before it starts: the rows that its adapters would have written, straight into
 * the database. Without the table's stream, so that no workflow is started and no mail sent for what is history.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { marshall } from '@aws-sdk/util-dynamodb';
import { readDeskFile } from '../../bin/desk/file.ts';
import { rowOfComment } from '../../lambdas/core/adapters/dynamodb/comment-row.ts';
import { rowOfEvent } from '../../lambdas/core/adapters/dynamodb/event-row.ts';
import { counterKey, numberKey } from '../../lambdas/core/adapters/dynamodb/keys.ts';
import type { Row } from '../../lambdas/core/adapters/dynamodb/table.ts';
import { newTicketRow } from '../../lambdas/core/adapters/dynamodb/ticket-row.ts';
import { s3Texts } from '../../lambdas/core/adapters/s3/texts.ts';
import { DEFAULT_SETTINGS } from '../../lambdas/core/domain/settings/defaults.ts';
import { createActivity } from '../../local/kernel/activity.ts';
import { createClock } from '../../local/kernel/clock.ts';
import { createDatabaseClient, type DatabaseClient } from '../../local/services/dynamodb/client.ts';
import { startDynamoDb } from '../../local/services/dynamodb/start.ts';
import { readBlueprint } from '../../local/template/blueprint.ts';
import { describeTables } from '../../local/template/service-descriptions.ts';
import { type Life, livesAt } from './lives.ts';

export interface Seeding {
  readonly assembly: string;
  readonly dataFolder: string;
  readonly tickets: number;
}

const repository = resolve(import.meta.dirname, '../..');
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BATCH = 25;
const AT_ONCE = 4;

// Seeded texts are short, so none is ever put there.
const noBucket = s3Texts('none');

const rowsOf = async ({ ticket, events, comments }: Life): Promise<readonly Row[]> => [
  newTicketRow(ticket, comments[0]?.id ?? null),
  { ...numberKey(ticket.number), ticketId: ticket.id },
  ...events.map(rowOfEvent),
  ...(await Promise.all(comments.map((comment) => rowOfComment(comment, noBucket)))),
];

const write = async (client: DatabaseClient, table: string, rows: readonly Row[]): Promise<void> => {
  const puts = rows.map((row) => ({ PutRequest: { Item: marshall(row) } }));
  const { UnprocessedItems } = await client.call('BatchWriteItem', { RequestItems: { [table]: puts } });
  if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error('The database left rows unwritten.');
};

/** Answers how many rows were written. */
export const seedTickets = async ({ assembly, dataFolder, tickets }: Seeding): Promise<number> => {
  const url = 'http://127.0.0.1:1';
  const { resources } = readBlueprint(assembly, { apiUrl: url, wireUrl: url, parameters: { BaseUrl: url } });
  const [described] = describeTables(resources);
  if (described === undefined) throw new Error('The template has no table.');
  const { stream: _, ...table } = described;

  const clock = createClock({ dataFolder });
  const activity = createActivity();
  const database = await startDynamoDb({ dataFolder, clock, activity, tables: [table], mappings: [] });
  const client = createDatabaseClient(database.endpoint);
  const file = readFileSync(join(repository, 'config/desk.yaml'), 'utf8');
  const lifeOf = livesAt({ ...DEFAULT_SETTINGS, ...readDeskFile(file).documents }, clock.now());

  let written = 0;
  const waiting: Row[] = [];
  const writing = new Set<Promise<void>>();
  const flush = async (least: number): Promise<void> => {
    while (waiting.length >= least && waiting.length > 0) {
      const rows = waiting.splice(0, BATCH);
      written += rows.length;
      const one = write(client, table.name, rows).finally(() => writing.delete(one));
      writing.add(one);
      if (writing.size >= AT_ONCE) await Promise.race(writing);
    }
  };
  try {
    for (let number = 1; number <= tickets; number += 1) {
      waiting.push(...(await rowsOf(lifeOf(number))));
      await flush(BATCH);
    }
    // New tickets go on with the numbers behind these.
    waiting.push({ ...counterKey, leased: tickets });
    await flush(1);
    await Promise.all(writing);
    return written;
  } finally {
    client.close();
    await database.close();
    clock.close();
  }
};

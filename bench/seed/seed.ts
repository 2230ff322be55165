/**
 * Fills a desk's data folder with tickets before it starts: the rows that its adapters would have written. Without the
 * table's stream, so that no workflow is started and no mail sent for what is history.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readDeskFile } from '../../bin/desk/file.ts';
import { rowOfComment } from '../../lambdas/core/adapters/dynamodb/comment-row.ts';
import { rowOfEvent } from '../../lambdas/core/adapters/dynamodb/event-row.ts';
import { counterKey, numberKey, stemKey } from '../../lambdas/core/adapters/dynamodb/keys.ts';
import type { Row } from '../../lambdas/core/adapters/dynamodb/table.ts';
import { newTicketRow } from '../../lambdas/core/adapters/dynamodb/ticket-row.ts';
import { rowOfWords } from '../../lambdas/core/adapters/dynamodb/words-row.ts';
import { s3Texts } from '../../lambdas/core/adapters/s3/texts.ts';
import { stemsOf, wordsAfter } from '../../lambdas/core/domain/search/ticket-words.ts';
import { DEFAULT_SETTINGS } from '../../lambdas/core/domain/settings/defaults.ts';
import { createActivity } from '../../local/kernel/activity.ts';
import { createClock } from '../../local/kernel/clock.ts';
import { startDynamoDb } from '../../local/services/dynamodb/start.ts';
import { readBlueprint } from '../../local/template/blueprint.ts';
import { describeTables } from '../../local/template/service-descriptions.ts';
import { type Life, livesAt } from './lives.ts';
import { openTableFile } from './table-file.ts';

export interface Seeding {
  readonly assembly: string;
  readonly dataFolder: string;
  readonly tickets: number;
}

const repository = resolve(import.meta.dirname, '../..');
// Seeded texts are short, so none is ever put there.
const noBucket = s3Texts('none');

/** Lists for the search are fifty rows a ticket: beyond these they would take longer than everything else. */
export const MOST_INDEXED = 10_000;

const listsOf = ({ ticket, events, comments }: Life): readonly Row[] => {
  const said = comments.map((comment, at) => ({ comment, isDescription: at === 0 }));
  const version = events.at(-1)?.version ?? 1;
  const words = wordsAfter(null, ticket, said, version);
  return [
    rowOfWords(ticket.id, words),
    ...[...stemsOf(words)].map((stem) => ({ ...stemKey(stem, ticket.id), version })),
  ];
};

const rowsOf = async ({ ticket, events, comments }: Life): Promise<readonly Row[]> => [
  newTicketRow(ticket, comments[0]?.id ?? null),
  { ...numberKey(ticket.number), ticketId: ticket.id },
  ...events.map(rowOfEvent),
  ...(await Promise.all(comments.map((comment) => rowOfComment(comment, noBucket)))),
];

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
  await database.close();
  const yaml = readFileSync(join(repository, 'config/desk.yaml'), 'utf8');
  const lifeOf = livesAt({ ...DEFAULT_SETTINGS, ...readDeskFile(yaml).documents }, clock.now());
  clock.close();

  const file = openTableFile(join(dataFolder, 'dynamodb.sqlite'), table);
  let written = 0;
  const put = (row: Row): void => {
    file.put(row);
    written += 1;
  };
  try {
    for (let number = 1; number <= tickets; number += 1) {
      const life = lifeOf(number);
      (await rowsOf(life)).forEach(put);
      if (number <= MOST_INDEXED) listsOf(life).forEach(put);
    }
    // New tickets go on with the numbers behind these.
    put({ ...counterKey, leased: tickets });
    return written;
  } finally {
    file.close();
  }
};

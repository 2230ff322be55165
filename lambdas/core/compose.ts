/** The only hallway where adapters meet use cases: what nearly all doors are made of; the doors themselves are in compose/. */
import { documentClient } from './adapters/dynamodb/client.ts';
import { DynamoSettingsStore } from './adapters/dynamodb/settings-store.ts';
import { Table } from './adapters/dynamodb/table.ts';
import { dynamoTicketStore } from './adapters/dynamodb/ticket-store.ts';
import { s3Texts } from './adapters/s3/texts.ts';
import { systemClock } from './adapters/system/clock.ts';
import { ulidIds } from './adapters/system/ids.ts';

export const clock = systemClock;

export const tableOf = (name: string): Table => new Table(documentClient(), name);

/** What nearly every use case needs: the tickets, the settings they are judged by, time and names. */
export const desk = (table: Table, bucket: string) => {
  const texts = s3Texts(bucket);
  return {
    clock,
    ids: ulidIds(),
    tickets: dynamoTicketStore(table, texts, clock),
    settings: new DynamoSettingsStore(table, texts, clock),
    texts,
  };
};

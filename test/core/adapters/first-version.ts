/** What the first version wrote into the table and onto the bus: `fixtures/v1`, from a desk that ran. Never edited. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { EventBridgeEvent } from 'aws-lambda';
import type { Texts } from '../../../lambdas/core/adapters/s3/texts.ts';

/** As DynamoDB and its stream write a row. */
export type Image = Record<string, AttributeValue> & {
  readonly PK: { readonly S: string };
  readonly SK: { readonly S: string };
};

/** A ticket's own rows at one moment of its life, and what the first version read in them. */
export interface Moment {
  readonly moment: string;
  readonly rows: readonly Image[];
  readonly ticket: { readonly id: string; readonly number: number };
  readonly wait: object | null;
}

const lines = <T>(name: string): readonly T[] =>
  readFileSync(join(import.meta.dirname, 'fixtures/v1', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

/** Every kind of row, the whole of one ticket among them. */
export const rows = lines<Image>('rows.jsonl');

/** Every type of event as its stream image. */
export const eventImages = rows.filter(({ SK }) => SK.S.startsWith('EVENT#'));

export const moments = lines<Moment>('moments.jsonl');

/** The same events as the bus hands them to its consumers. */
export const busEvents = lines<EventBridgeEvent<string, unknown>>('bus-events.jsonl');

/** The one text that was too long for its row. */
export const LONG_TEXT = 'It stops when I export a page as PDF. '.repeat(1000);

export const texts: Texts = {
  put: () => Promise.reject(new Error('The first version is over.')),
  get: async ({ sha256 }) => {
    if (createHash('sha256').update(LONG_TEXT).digest('hex') !== sha256) throw new Error(`no text ${sha256}`);
    return LONG_TEXT;
  },
};

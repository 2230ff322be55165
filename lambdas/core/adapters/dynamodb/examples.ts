/** What people said of tickets by what they did: one row for a ticket, one attribute for each thing said. */
import * as z from 'zod/mini';
import type { ExampleStore, Taught, Teaching } from '../../application/model-ports.ts';
import { LINES, PRIORITIES } from '../../domain/ticket/words.ts';
import { exampleKey, examplePartition, SHARDS } from './keys.ts';
import { held } from './refusals.ts';
import type { Row, Table } from './table.ts';

const LABELS = ['category', 'priority', 'line', 'solved', 'merged'] as const;

const said = <T extends z.ZodMiniType>(value: T) => z.optional(z.object({ value }));

/** The key says ticket. */
const exampleRow = z.object({
  SK: z.string(),
  category: said(z.string()),
  priority: said(z.enum(PRIORITIES)),
  line: said(z.literal([...LINES])),
  solved: said(z.literal(true)),
  merged: said(z.literal(true)),
});

const taughtOf = (row: Row): Taught => {
  const { SK, category, priority, line, solved, merged } = z.parse(exampleRow, row);
  return {
    ticketId: SK,
    category: category?.value ?? null,
    priority: priority?.value ?? null,
    line: line?.value ?? null,
    solved: solved !== undefined,
    merged: merged !== undefined,
  };
};

export const dynamoExamples = (table: Table): ExampleStore => ({
  put: async (teaching: Teaching) => {
    const { ticketId, version, by, at } = teaching;
    for (const label of LABELS) {
      const value = teaching[label];
      if (value === undefined) continue;
      await held(
        table.update({
          Key: { ...exampleKey(ticketId) },
          UpdateExpression: 'SET #label = :said',
          ConditionExpression: 'attribute_not_exists(#label) OR #label.#version < :version',
          ExpressionAttributeNames: { '#label': label, '#version': 'version' },
          ExpressionAttributeValues: { ':said': { value, by, at, version }, ':version': version },
        }),
      );
    }
  },

  newest: async (most) => {
    const rows = await Promise.all(
      SHARDS.map((shard) =>
        table.query({
          KeyConditionExpression: 'PK = :partition',
          ExpressionAttributeValues: { ':partition': examplePartition(shard) },
          // Ids of tickets sort by time.
          ScanIndexForward: false,
          Limit: Math.ceil(most / SHARDS.length),
        }),
      ),
    );
    return rows.flat().map(taughtOf);
  },
});

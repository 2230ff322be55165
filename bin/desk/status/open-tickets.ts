/** Counts the open tickets of a desk in the index of its lines. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { lineView, SHARDS } from '../../../lambdas/core/adapters/dynamodb/keys.ts';
import { INDEXES } from '../../../lambdas/core/contracts/indexes.ts';
import { LINES, type Line } from '../../../lambdas/core/domain/ticket/words.ts';
import type { Access } from '../aws/place.ts';

/** The tag of a ticket whose workflow fails again and again (use case `rebirth`). */
const FAILED_TAG = 'workflow-failed';

export interface OpenTickets {
  readonly byLine: Readonly<Record<Line, number>>;
  readonly pending: number;
  /** With a promise that is past its time. */
  readonly breached: number;
  /** The ticket whose unmet promise is due first, or was. */
  readonly mostUrgent: { readonly number: number; readonly dueAt: string } | null;
  /** Numbers of tickets that a person must look at. */
  readonly flagged: readonly number[];
}

const listed = z.object({
  number: z.int(),
  status: z.string(),
  urgentAt: z.string().nullable().default(null),
  tags: z.array(z.string()).default([]),
});
type Listed = z.infer<typeof listed>;

const ticketsIn = async (
  client: DynamoDBDocumentClient,
  TableName: string,
  partition: string,
): Promise<readonly Listed[]> => {
  const { name, partition: key } = INDEXES.line;
  const found: Listed[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName,
      IndexName: name,
      KeyConditionExpression: '#key = :partition',
      ProjectionExpression: '#list.#number, #list.#status, #list.#urgentAt, #list.#tags',
      ExpressionAttributeNames: {
        '#key': key,
        '#list': 'list',
        '#number': 'number',
        '#status': 'status',
        '#urgentAt': 'urgentAt',
        '#tags': 'tags',
      },
      ExpressionAttributeValues: { ':partition': partition },
    },
  );
  for await (const { Items = [] } of pages) found.push(...Items.map((item) => listed.parse(item.list)));
  return found;
};

/** Reads every open ticket's line of the index: about 0.13 read units each. */
export const openTickets = async (access: Access, table: string, now: Date): Promise<OpenTickets> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(access));
  const byLine = await Promise.all(
    LINES.map(async (line) => {
      const shards = await Promise.all(
        SHARDS.map((shard) => ticketsIn(client, table, lineView(line, shard))),
      );
      return [line, shards.flat()] as const;
    }),
  );
  const all = byLine.flatMap(([, tickets]) => tickets);
  const promised = all.flatMap(({ number, urgentAt }) =>
    urgentAt === null ? [] : [{ number, dueAt: urgentAt }],
  );
  return {
    byLine: Object.fromEntries(byLine.map(([line, tickets]) => [line, tickets.length])) as Record<
      Line,
      number
    >,
    pending: all.filter(({ status }) => status === 'pending').length,
    breached: promised.filter(({ dueAt }) => dueAt < now.toISOString()).length,
    mostUrgent: promised.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0] ?? null,
    flagged: all.filter(({ tags }) => tags.includes(FAILED_TAG)).map(({ number }) => number),
  };
};

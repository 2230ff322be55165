/** Tickets with all that happened to them, read from the whole table. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { eventOf } from '../../../lambdas/core/adapters/dynamodb/event-row.ts';
import { ticketKey } from '../../../lambdas/core/adapters/dynamodb/keys.ts';
import { ticketOf } from '../../../lambdas/core/adapters/dynamodb/ticket-row.ts';
import { EVENT_SORT_PREFIX } from '../../../lambdas/core/contracts/indexes.ts';
import type { TicketEvent } from '../../../lambdas/core/domain/ticket/events.ts';
import type { Ticket } from '../../../lambdas/core/domain/ticket/ticket.ts';
import type { Access } from './place.ts';

export interface TicketHistory {
  readonly ticket: Ticket;
  /** Oldest first. */
  readonly events: readonly TicketEvent[];
}

const TICKET_SORT = ticketKey('').SK;

/**
 * Every ticket once, in no order. A scan gives the rows of one partition together and by their sort key, so that only
 * one ticket is held at a time; it is eventually consistent, and read units are paid for the whole table.
 */
export async function* historiesIn(access: Access, table: string): AsyncGenerator<TicketHistory> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(access));
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      FilterExpression: 'SK = :ticket OR begins_with(SK, :event)',
      ExpressionAttributeValues: { ':ticket': TICKET_SORT, ':event': EVENT_SORT_PREFIX },
    },
  );
  let partition = '';
  let events: TicketEvent[] = [];
  for await (const { Items = [] } of pages) {
    for (const row of Items) {
      if (row.PK !== partition) events = [];
      partition = String(row.PK);
      if (row.SK !== TICKET_SORT) events.push(eventOf(row));
      // EVENT# sorts before TICKET.
      else yield { ticket: ticketOf(row), events };
    }
  }
}

/** An event as a row, and back; also from the image that the table's stream hands to its readers. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { eventKey, ticketIdOf } from './keys.ts';
import type { Row } from './table.ts';

const eventRow = z.object({
  PK: z.string(),
  id: z.string(),
  type: z.string(),
  version: z.int(),
  occurredAt: z.string(),
  actor: z.object({
    kind: z.enum(['requester', 'agent', 'participant', 'machine', 'system']),
    id: z.nullable(z.string()),
  }),
  correlationId: z.string(),
  payload: z.record(z.string(), z.unknown()),
});

export const rowOfEvent = (event: TicketEvent): Row => {
  const { ticketId, ...rest } = event;
  return { ...eventKey(ticketId, event.version), ...rest };
};

/** The payload is as the command wrote it: events are never edited, so their type says their shape. */
export const eventOf = (row: Row): TicketEvent => {
  const { PK, ...rest } = z.parse(eventRow, row);
  return { ...rest, ticketId: ticketIdOf(PK) } as TicketEvent;
};

/** `image` is `dynamodb.NewImage` of a stream record of an `EVENT#` row. */
export const eventOfImage = (image: Record<string, AttributeValue>): TicketEvent =>
  eventOf(unmarshall(image));

/** An event of a ticket as it comes off the bus, checked before anybody acts on it. */
import * as z from 'zod/mini';
import { EVENT_TYPES, type TicketEvent } from '../domain/ticket/events.ts';

const schema = z.object({
  id: z.string().check(z.startsWith('evt_')),
  ticketId: z.string().check(z.startsWith('tkt_')),
  version: z.int().check(z.minimum(1)),
  type: z.enum(EVENT_TYPES),
  occurredAt: z.iso.datetime(),
  actor: z.object({
    kind: z.enum(['requester', 'agent', 'participant', 'machine', 'system']),
    id: z.nullable(z.string()),
  }),
  correlationId: z.string(),
  payload: z.record(z.string(), z.unknown()),
});

/**
 * The event, or the paths of the fields that are wrong. Payloads are ours, written by one transaction with the
 * event's type, so they are trusted.
 */
export const ticketEventOf = (raw: unknown): TicketEvent | { readonly unreadable: readonly string[] } => {
  const read = z.safeParse(schema, raw);
  if (!read.success) return { unreadable: read.error.issues.map((issue) => issue.path.join('.')) };
  return read.data as unknown as TicketEvent;
};

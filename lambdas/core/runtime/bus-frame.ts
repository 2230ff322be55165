/** The frames of functions that a rule of a bus calls; a failure is thrown, so that Lambda tries again and then keeps it. */
import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import type { TicketEvent } from '../domain/ticket/events.ts';
import { ticketEventOf } from './event-record.ts';
import { errorIds, log } from './logger.ts';

type BusEvent = EventBridgeEvent<string, unknown>;

/** What the bus says beside the detail. */
export interface Envelope {
  /** The same when the bus delivers twice. */
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  /** When it was put on the bus, ISO 8601 UTC. */
  readonly time: string;
}

/** Thrown so that the event reaches the function's on-failure destination, where a person finds it. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

const unreadable = (event: BusEvent, fields: readonly string[]): UnreadableEvent => {
  log('error', 'BUS_UNREADABLE', { eventId: event.id, eventType: event['detail-type'], fields });
  return new UnreadableEvent('The event has not the shape that its rule promises.');
};

const handled = async (event: BusEvent, work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    log('warn', 'BUS_FAILED', { eventId: event.id, eventType: event['detail-type'], ...errorIds(error) });
    throw error;
  }
};

/** For events of others (SES, Step Functions), by the schema of their detail. */
export const busFrame =
  <Detail extends z.core.$ZodType>(consumer: {
    readonly detail: Detail;
    readonly handle: (detail: z.output<Detail>, envelope: Envelope) => Promise<void>;
  }) =>
  async (event: BusEvent): Promise<void> => {
    const read = z.safeParse(consumer.detail, event.detail);
    if (!read.success)
      throw unreadable(
        event,
        read.error.issues.map((issue) => issue.path.join('.')),
      );
    const { id, source, time, 'detail-type': detailType } = event;
    await handled(event, consumer.handle(read.data, { id, source, detailType, time }));
  };

/** For the events of our own bus. */
export const ticketEventFrame =
  (handle: (event: TicketEvent) => Promise<void>) =>
  async (event: BusEvent): Promise<void> => {
    const read = ticketEventOf(event.detail);
    if ('unreadable' in read) throw unreadable(event, read.unreadable);
    await handled(event, handle(read));
  };

/** The frame of queue readers: every message by itself, and only those that failed come again. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { reminderOrder } from '../contracts/reminder-order.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import { ticketEventOf } from './event-record.ts';
import { errorIds, log } from './logger.ts';

type ReminderOrder = z.infer<ReturnType<typeof reminderOrder>>['order'];

export interface QueueReader {
  /** Something happened to a ticket. */
  event(event: TicketEvent): Promise<void>;
  /** A full hour has come, ISO 8601 UTC; it may be told late, and twice. */
  hour(at: string): Promise<void>;
  /** Reminders were gathered long enough. */
  reminders(order: ReminderOrder): Promise<void>;
}

/** What a rule with a schedule sends (docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html). */
const tick = z.object({
  source: z.literal('aws.events'),
  'detail-type': z.literal('Scheduled Event'),
  time: z.iso.datetime(),
});

const messageOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const detailOf = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'detail' in message ? message.detail : message;

/** What a message asks for, with the ids by which the log names it; or the fields for which nobody can tell. */
type Work =
  | { readonly run: () => Promise<void>; readonly ids: Readonly<Record<string, string>> }
  | { readonly unreadable: readonly string[] };

const workOf = (message: unknown, reader: QueueReader): Work => {
  const ticked = z.safeParse(tick, message);
  if (ticked.success) return { run: () => reader.hour(ticked.data.time), ids: {} };
  const ordered = z.safeParse(reminderOrder(), message);
  if (ordered.success) return { run: () => reader.reminders(ordered.data.order), ids: {} };
  const event = ticketEventOf(detailOf(message));
  if ('unreadable' in event) return event;
  const { id: eventId, type: eventType, ticketId, correlationId } = event;
  return { run: () => reader.event(event), ids: { eventId, eventType, ticketId, correlationId } };
};

const isRead = async (record: SQSRecord, reader: QueueReader): Promise<boolean> => {
  const { messageId } = record;
  const work = workOf(messageOf(record.body), reader);
  if ('unreadable' in work) {
    log('error', 'QUEUE_UNREADABLE', { messageId, fields: work.unreadable });
    return false;
  }
  try {
    await work.run();
    return true;
  } catch (error) {
    log('warn', 'QUEUE_FAILED', { messageId, ...work.ids, ...errorIds(error) });
    return false;
  }
};

/**
 * For a queue behind rules of buses: the body is the bus's event, its `detail` the ticket's. One after the other, so
 * that a burst of mails stays within SES's rate.
 */
export const queueFrame =
  (reader: QueueReader) =>
  async (batch: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of batch.Records) {
      if (!(await isRead(record, reader))) batchItemFailures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures };
  };

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

/** Work that is about no one event of the message; null when it is not of this kind. */
const otherWork = (message: unknown, reader: QueueReader): (() => Promise<void>) | null => {
  const ticked = z.safeParse(tick, message);
  if (ticked.success) return () => reader.hour(ticked.data.time);
  const ordered = z.safeParse(reminderOrder(), message);
  return ordered.success ? () => reader.reminders(ordered.data.order) : null;
};

const isRead = async (record: SQSRecord, reader: QueueReader): Promise<boolean> => {
  const { messageId } = record;
  const message = messageOf(record.body);
  const work = otherWork(message, reader);
  if (work !== null) {
    try {
      await work();
      return true;
    } catch (error) {
      log('warn', 'QUEUE_FAILED', { messageId, ...errorIds(error) });
      return false;
    }
  }
  const event = ticketEventOf(detailOf(message));
  if ('unreadable' in event) {
    log('error', 'QUEUE_UNREADABLE', { messageId, fields: event.unreadable });
    return false;
  }
  try {
    await reader.event(event);
    return true;
  } catch (error) {
    const { id: eventId, type: eventType, ticketId, correlationId } = event;
    log('warn', 'QUEUE_FAILED', {
      messageId,
      eventId,
      eventType,
      ticketId,
      correlationId,
      ...errorIds(error),
    });
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

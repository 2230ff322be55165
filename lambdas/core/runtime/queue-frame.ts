/** The frame of queue readers: every message by itself, and only those that failed come again. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { TicketEvent } from '../domain/ticket/events.ts';
import { ticketEventOf } from './event-record.ts';
import { errorIds, log } from './logger.ts';

const detailOf = (body: string): unknown => {
  try {
    const message: unknown = JSON.parse(body);
    return typeof message === 'object' && message !== null && 'detail' in message ? message.detail : message;
  } catch {
    return undefined;
  }
};

const isRead = async (record: SQSRecord, read: (event: TicketEvent) => Promise<void>): Promise<boolean> => {
  const { messageId } = record;
  const event = ticketEventOf(detailOf(record.body));
  if ('unreadable' in event) {
    log('error', 'QUEUE_UNREADABLE', { messageId, fields: event.unreadable });
    return false;
  }
  try {
    await read(event);
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
 * For a queue behind a rule of the bus: the body is the bus's event, its `detail` the ticket's. One after the other,
 * so that a burst of mails stays within SES's rate.
 */
export const queueFrame =
  (read: (event: TicketEvent) => Promise<void>) =>
  async (batch: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of batch.Records) {
      if (!(await isRead(record, read))) batchItemFailures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures };
  };

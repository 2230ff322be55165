/** The frame of the stream readers: our own loop, because readers of a history must stop where they stumble. */
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { EVENT_SORT_PREFIX, KEYS } from '../contracts/indexes.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import { errorIds, log } from './logger.ts';

/** A stream reader: how it reads a row, and what it does with the event; it may see the same event again. */
export interface StreamReader<Image> {
  /** From `dynamodb.NewImage`; throws for a row that is no event. The adapter that writes rows knows how. */
  readonly eventOf: (image: Image) => TicketEvent;
  readonly read: (event: TicketEvent) => Promise<void>;
}

/** The mapping's filter keeps other rows away; a mapping without one must not hurt either. */
const isNewEvent = ({ eventName, dynamodb }: DynamoDBRecord): boolean =>
  eventName === 'INSERT' && dynamodb?.Keys?.[KEYS.sort]?.S?.startsWith(EVENT_SORT_PREFIX) === true;

const eventIn = <Image>(record: DynamoDBRecord, reader: StreamReader<Image>): TicketEvent | null => {
  try {
    // Lambda and the SDK have two types for the same JSON.
    return reader.eventOf(record.dynamodb?.NewImage as unknown as Image);
  } catch (error) {
    const sequenceNumber = record.dynamodb?.SequenceNumber ?? '';
    log('error', 'STREAM_UNREADABLE', { sequenceNumber, ...errorIds(error) });
    return null;
  }
};

/** True when the record is done with. */
const isRead = async <Image>(record: DynamoDBRecord, reader: StreamReader<Image>): Promise<boolean> => {
  const event = eventIn(record, reader);
  if (event === null) return false;
  try {
    await reader.read(event);
    return true;
  } catch (error) {
    const { id: eventId, type: eventType, ticketId, correlationId } = event;
    const sequenceNumber = record.dynamodb?.SequenceNumber ?? '';
    const ids = { sequenceNumber, eventId, eventType, ticketId, correlationId };
    log('warn', 'STREAM_STOPPED', { ...ids, ...errorIds(error) });
    return false;
  }
};

/**
 * Reads in order and stops at the first failure: Lambda then goes on with that record (ReportBatchItemFailures), so
 * no event of a ticket is ever read before an earlier one of it. Records behind it come again.
 */
export const streamFrame =
  <Image>(reader: StreamReader<Image>) =>
  async (batch: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of batch.Records) {
      if (!isNewEvent(record)) continue;
      if (!(await isRead(record, reader)))
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
    return { batchItemFailures: [] };
  };

/** Gathered reminders: a row for each, which the mail that takes it writes its name into. */
import { randomUUID } from 'node:crypto';
import type { Reminder, Reminders } from '../../application/mail-ports.ts';
import { throttled } from '../../domain/errors.ts';
import { eventOf, rowOfEvent } from './event-row.ts';
import { reminderKey, remindersPartition } from './keys.ts';
import { cancellationReasons, refusedRow } from './refusals.ts';
import type { Row, Table } from './table.ts';

const DAY_SECONDS = 86_400;
/** Longer than the mail queue keeps what asks for it. */
const KEPT_SECONDS = 15 * DAY_SECONDS;
/** Whoever took a reminder took what was as old as this at most; each asks for itself within minutes. */
const REACH_MILLISECONDS = DAY_SECONDS * 1000;
/** DynamoDB's limit of one transaction. */
const MOST_AT_ONCE = 100;
const ATTEMPTS = 5;

const reminderOf = (recipient: string, { event }: Row): Reminder => ({
  recipient,
  event: eventOf(event as Row) as Reminder['event'],
});

export const dynamoReminders = (table: Table): Reminders => ({
  add: async ({ recipient, event }) => {
    const { id, occurredAt } = event;
    const row = {
      ...reminderKey(recipient, occurredAt, id),
      event: rowOfEvent(event),
      expiresAt: Math.floor(Date.parse(occurredAt) / 1000) + KEPT_SECONDS,
    };
    try {
      await table.put(row, { ConditionExpression: 'attribute_not_exists(PK)' });
    } catch (error) {
      if (refusedRow(error) === null) throw error;
    }
  },

  take: async ({ recipient, eventId, remindedAt }) => {
    const key = reminderKey(recipient, remindedAt, eventId);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const own = await table.get(key);
      const taker = own?.takenBy;
      if (own === null || (taker !== undefined && taker !== eventId)) return [];
      const around = await table.query({
        KeyConditionExpression: 'PK = :partition AND SK >= :from',
        ExpressionAttributeValues: {
          ':partition': remindersPartition(recipient),
          ':from': new Date(Date.parse(remindedAt) - REACH_MILLISECONDS).toISOString(),
        },
        ConsistentRead: true,
      });
      if (taker === eventId)
        return around.filter((row) => row.takenBy === eventId).map((row) => reminderOf(recipient, row));
      const others = around.filter((row) => row.takenBy === undefined && row.SK !== key.SK);
      const taken = [own, ...others.slice(0, MOST_AT_ONCE - 1)];
      try {
        await table.transact(
          taken.map(({ PK, SK }) => ({
            Update: {
              TableName: table.name,
              Key: { PK, SK },
              UpdateExpression: 'SET takenBy = :event',
              ConditionExpression: 'attribute_exists(PK) AND attribute_not_exists(takenBy)',
              ExpressionAttributeValues: { ':event': eventId },
            },
          })),
          randomUUID(),
        );
      } catch (error) {
        if (cancellationReasons(error) === null) throw error;
        // Another took some of them in between: look again.
      }
    }
    throw throttled('The database');
  },
});

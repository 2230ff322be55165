/** The mail ledger in the table, with the Message-IDs and the acknowledgements that belong to it. */
import * as z from 'zod/mini';
import type { MailLedger } from '../../application/mail-ports.ts';
import type { Clock } from '../../application/ports.ts';
import type { KnownMessage } from '../../application/records.ts';
import { personId } from '../system/ids.ts';
import { filingSteps } from './filing-steps.ts';
import { acknowledgedKey, duplicateKey, headerMessageKey, ledgerIdOf, ledgerKey } from './keys.ts';
import { ledgerPage } from './ledger-page.ts';
import { ledgerOf } from './ledger-row.ts';
import { refusedRow } from './refusals.ts';
import { transactSteps } from './step.ts';
import type { Table } from './table.ts';

const firstRow = z.object({ sesId: z.string() });
const partition = z.object({ PK: z.string() });
const messageRow = z.object({
  PK: z.string(),
  ticketId: z.string(),
  eventId: z.optional(z.string()),
  recipient: z.optional(z.string()),
});

const ACKNOWLEDGE_EVERY_MILLISECONDS = 10 * 60_000;

export const dynamoMailLedger = (table: Table, clock: Clock): MailLedger => ({
  find: async (sesId) => {
    const row = await table.get(ledgerKey(sesId));
    return row === null ? null : ledgerOf(row);
  },

  file: async (filing) => transactSteps(table, filingSteps(table.name, filing)),

  firstOf: async (text) => {
    const row = await table.get(duplicateKey(text));
    return row === null ? null : z.parse(firstRow, row).sesId;
  },

  list: (filter, page) => ledgerPage(table, filter, page, clock.now()),

  known: async (sesIds) => {
    const rows = await table.getAll([...new Set(sesIds)].map(ledgerKey));
    return new Set(rows.map((row) => ledgerIdOf(z.parse(partition, row).PK)));
  },

  messages: async (messageIds) => {
    const keys = new Map(messageIds.map((messageId) => [messageId, headerMessageKey(messageId)]));
    const unique = new Map([...keys.values()].map((key) => [key.PK, key]));
    const rows = (await table.getAll([...unique.values()])).map((row) => z.parse(messageRow, row));
    const byKey = new Map(rows.map((row) => [row.PK, row]));
    return [...keys].flatMap(([messageId, { PK }]): readonly KnownMessage[] => {
      const row = byKey.get(PK);
      if (row === undefined) return [];
      const { ticketId, eventId, recipient } = row;
      const claim = eventId === undefined || recipient === undefined ? null : { eventId, recipient };
      return [{ messageId, ticketId, claim }];
    });
  },

  mayAcknowledge: async (email, sesId, now) => {
    const before = new Date(Date.parse(now) - ACKNOWLEDGE_EVERY_MILLISECONDS).toISOString();
    try {
      await table.put(
        { ...acknowledgedKey(personId(email)), at: now, sesId },
        {
          ConditionExpression: 'attribute_not_exists(PK) OR #at <= :before OR sesId = :sesId',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':before': before, ':sesId': sesId },
        },
      );
      return true;
    } catch (error) {
      if (refusedRow(error) === null) throw error;
      return false;
    }
  },
});

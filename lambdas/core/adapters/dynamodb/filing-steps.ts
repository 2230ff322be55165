/** The items by which an inbound message is filed, in the transaction of the change it caused or in one of its own. */
import type { Filing } from '../../application/records.ts';
import { mailDisposed, mailDuplicate } from '../../domain/errors.ts';
import { duplicateKey, headerMessageKey } from './keys.ts';
import { rowOfLedger } from './ledger-row.ts';
import { textIn } from './refusals.ts';
import { absent, putStep, type Step } from './step.ts';

const ledgerStep = (table: string, { row }: Filing): Step =>
  putStep(
    table,
    rowOfLedger(row),
    row.revision === 1
      ? absent
      : {
          ConditionExpression: '#version = :previous',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':previous': row.revision - 1 },
        },
    mailDisposed,
  );

const duplicateStep = (table: string, text: string, sesId: string): Step =>
  putStep(
    table,
    { ...duplicateKey(text), sesId },
    {
      ConditionExpression: 'attribute_not_exists(PK) OR sesId = :sesId',
      ExpressionAttributeValues: { ':sesId': sesId },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
    (row) => mailDuplicate(textIn(row, 'sesId') ?? ''),
  );

/** Whoever had the Message-ID first keeps it: a stranger's copy must not draw answers to their own ticket. */
const messageStep = (table: string, messageId: string, ticketId: string): Step => ({
  item: {
    Update: {
      TableName: table,
      Key: { ...headerMessageKey(messageId) },
      UpdateExpression: 'SET ticketId = if_not_exists(ticketId, :ticketId)',
      ExpressionAttributeValues: { ':ticketId': ticketId },
    },
  },
  refusal: mailDisposed,
});

/** In the order in which their refusals count. */
export const filingSteps = (table: string, filing: Filing): readonly Step[] => {
  const { row, duplicateKey: text, messageIds } = filing;
  const { ticketId } = row;
  return [
    ledgerStep(table, filing),
    ...(text === null ? [] : [duplicateStep(table, text, row.id)]),
    ...(ticketId === null
      ? []
      : [...new Set(messageIds)].map((messageId) => messageStep(table, messageId, ticketId))),
  ];
};

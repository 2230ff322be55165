/** What a language model was asked about a ticket and said, and how often it was asked today (ADR 25). */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { OpinionStore } from '../../application/opinion-ports.ts';
import { PRIORITIES } from '../../domain/ticket/words.ts';
import { UNHEARD, type Unheard } from '../../domain/triage/opinion/opinion.ts';
import { languageModelCallsKey, opinionKey } from './keys.ts';
import { secondsOf } from './once-row.ts';
import { held, refusedRow, textIn } from './refusals.ts';
import type { Table } from './table.ts';

const KEPT_SECONDS = 30 * 24 * 3600;
/** A day's count is read on that day only; another covers clocks that differ. */
const COUNT_KEPT_SECONDS = 2 * 24 * 3600;

const heardSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('said'),
    model: z.string(),
    category: z.nullable(z.string()),
    priority: z.nullable(z.enum(PRIORITIES)),
    confidence: z.number(),
    reason: z.string(),
  }),
  z.object({
    kind: z.literal('unheard'),
    model: z.string(),
    why: z.enum(Object.keys(UNHEARD) as [Unheard, ...Unheard[]]),
  }),
]);

const hashOf = (question: string): string => createHash('sha256').update(question).digest('hex');

export const dynamoOpinions = (table: Table): OpinionStore => ({
  begin: async (ticketId, question, now) => {
    try {
      await table.update({
        Key: { ...opinionKey(ticketId) },
        UpdateExpression: 'SET question = :question, askedAt = :now, expiresAt = :expiresAt REMOVE heard',
        // Expired rows are deleted late.
        ConditionExpression: 'attribute_not_exists(PK) OR question <> :question OR expiresAt <= :seconds',
        ExpressionAttributeValues: {
          ':question': hashOf(question),
          ':now': now,
          ':seconds': secondsOf(now),
          ':expiresAt': secondsOf(now) + KEPT_SECONDS,
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      return { kind: 'new' };
    } catch (error) {
      const refused = refusedRow(error);
      if (refused === null) throw error;
      const heard = textIn(refused.row, 'heard');
      return { kind: 'asked', heard: heard === null ? null : z.parse(heardSchema, JSON.parse(heard)) };
    }
  },

  keep: async (ticketId, question, heard) => {
    await held(
      table.update({
        Key: { ...opinionKey(ticketId) },
        UpdateExpression: 'SET heard = :heard',
        ConditionExpression: 'question = :question',
        ExpressionAttributeValues: { ':heard': JSON.stringify(heard), ':question': hashOf(question) },
      }),
    );
  },

  spend: (day, most) =>
    held(
      table.update({
        Key: { ...languageModelCallsKey(day) },
        UpdateExpression: 'ADD calls :one SET expiresAt = :expiresAt',
        ConditionExpression: 'attribute_not_exists(calls) OR calls < :most',
        ExpressionAttributeValues: {
          ':one': 1,
          ':most': most,
          ':expiresAt': secondsOf(`${day}T00:00:00.000Z`) + COUNT_KEPT_SECONDS,
        },
      }),
    ),
});

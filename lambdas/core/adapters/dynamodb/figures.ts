/** Facts that figures are computed from, by month. */
import * as z from 'zod/mini';
import type { Figures } from '../../application/ports.ts';
import { RATINGS } from '../../domain/ticket/words.ts';
import { satisfactionKey, satisfactionPartition } from './keys.ts';
import { refusedRow } from './refusals.ts';
import type { Table } from './table.ts';

const textOrNull = z._default(z.nullable(z.string()), null);

const factRow = z.object({
  ticketId: z.string(),
  period: z.string(),
  offeredAt: z.string(),
  rating: z._default(z.nullable(z.enum(RATINGS)), null),
  withdrawn: z.boolean(),
  agentId: textOrNull,
  groupId: textOrNull,
  version: z.int(),
});

/** `2026-11` and `2027-01` give November, December, January. */
const monthsBetween = (from: string, to: string): readonly string[] => {
  const months: string[] = [];
  const month = new Date(`${from}-01T00:00:00.000Z`);
  for (let name = from; name <= to; name = month.toISOString().slice(0, 7)) {
    months.push(name);
    month.setUTCMonth(month.getUTCMonth() + 1);
  }
  return months;
};

export const dynamoFigures = (table: Table): Figures => ({
  put: async (fact) => {
    try {
      await table.put(
        { ...satisfactionKey(fact.period, fact.ticketId, fact.offeredAt), ...fact },
        {
          ConditionExpression: 'attribute_not_exists(PK) OR #version < :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': fact.version },
        },
      );
    } catch (error) {
      if (refusedRow(error) === null) throw error;
    }
  },
  satisfaction: async (fromPeriod, toPeriod) => {
    const rows = await Promise.all(
      monthsBetween(fromPeriod, toPeriod).map((period) =>
        table.query({
          KeyConditionExpression: 'PK = :partition',
          ExpressionAttributeValues: { ':partition': satisfactionPartition(period) },
        }),
      ),
    );
    return rows.flat().map((row) => z.parse(factRow, row));
  },
});

/** Facts that figures are computed from, by month or day. */
import * as z from 'zod/mini';
import type { Figures } from '../../application/ports.ts';
import type { WaitRecord } from '../../application/records.ts';
import { RATINGS } from '../../domain/ticket/words.ts';
import { satisfactionKey, satisfactionPartition, waitFactKey, waitsPartition } from './keys.ts';
import { refusedRow } from './refusals.ts';
import type { Row, Table } from './table.ts';

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

/** The key says ticket and beginning. */
const waitRow = z.object({
  SK: z.string(),
  answeredAt: textOrNull,
  dropped: z._default(z.boolean(), false),
  groupId: z.string(),
  version: z.int(),
});

const waitOf = (row: Row): WaitRecord => {
  const { SK, ...fact } = z.parse(waitRow, row);
  const [ticketId = '', since = ''] = SK.split('#');
  return { ticketId, since, ...fact };
};

const datesBetween = (from: string, to: string): readonly string[] => {
  const dates: string[] = [];
  for (let date = from; date <= to; date = nextDate(date)) dates.push(date);
  return dates;
};

const nextDate = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

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

export const dynamoFigures = (table: Table): Figures => {
  /** Unless there is a newer version of the row. */
  const putNewer = async (row: Row & { readonly version: number }): Promise<void> => {
    try {
      await table.put(row, {
        ConditionExpression: 'attribute_not_exists(PK) OR #version < :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': row.version },
      });
    } catch (error) {
      if (refusedRow(error) === null) throw error;
    }
  };
  const partitions = async (names: readonly string[]): Promise<readonly Row[]> => {
    const rows = await Promise.all(
      names.map((name) =>
        table.query({
          KeyConditionExpression: 'PK = :partition',
          ExpressionAttributeValues: { ':partition': name },
        }),
      ),
    );
    return rows.flat();
  };
  return {
    put: (fact) => putNewer({ ...satisfactionKey(fact.period, fact.ticketId, fact.offeredAt), ...fact }),
    satisfaction: async (fromPeriod, toPeriod) =>
      (await partitions(monthsBetween(fromPeriod, toPeriod).map(satisfactionPartition))).map((row) =>
        z.parse(factRow, row),
      ),
    putWait: ({ ticketId, since, answeredAt, dropped, groupId, version }) =>
      putNewer({
        ...waitFactKey(ticketId, since),
        groupId,
        version,
        ...(answeredAt === null ? {} : { answeredAt }),
        ...(dropped ? { dropped } : {}),
      }),
    waits: async (fromDate, toDate) =>
      (await partitions(datesBetween(fromDate, toDate).map(waitsPartition))).map(waitOf),
  };
};

/** Outbreaks, and the counts that they are noticed by. */
import * as z from 'zod/mini';
import type { Clusters, Outbreaks } from '../../application/problem-ports.ts';
import { hourOf } from '../../domain/triage/outbreak.ts';
import {
  clusterHourKey,
  clusterHourSort,
  clusterPartition,
  clusterTicketKey,
  clusterTicketSort,
  endOf,
  outbreakKey,
  outbreaksPartition,
} from './keys.ts';
import { secondsOf } from './once-row.ts';
import { outbreakOf, rowOfOutbreak, stillIs } from './outbreak-row.ts';
import { held } from './refusals.ts';
import { absent } from './step.ts';
import type { Table } from './table.ts';

const DAY_SECONDS = 24 * 3600;
const HOURS_KEPT = 35 * DAY_SECONDS;
const TICKETS_KEPT = 7 * DAY_SECONDS;
const MOST_READ = 200;

const ticketRow = z.object({
  ticketId: z.string(),
  number: z.int(),
  createdAt: z.string(),
  stems: z._default(z.array(z.string()), []),
});
const hourRow = z.object({ hour: z.string(), count: z.int() });

const between = (partition: string, from: string, to: string) => ({
  KeyConditionExpression: 'PK = :partition AND SK BETWEEN :from AND :to',
  ExpressionAttributeValues: { ':partition': partition, ':from': from, ':to': to },
});

export const dynamoClusters = (table: Table): Clusters => ({
  /** What ends between the two writes leaves an hour short by one, which no rule notices. */
  add: async (cluster, ticket) => {
    const { ticketId, createdAt } = ticket;
    const row = {
      ...clusterTicketKey(cluster, createdAt, ticketId),
      ...ticket,
      expiresAt: secondsOf(createdAt) + TICKETS_KEPT,
    };
    if (!(await held(table.put(row, absent)))) return;
    const hour = hourOf(createdAt);
    await table.update({
      Key: { ...clusterHourKey(cluster, hour) },
      UpdateExpression: 'ADD #count :one SET #hour = :hour, expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#count': 'count', '#hour': 'hour' },
      ExpressionAttributeValues: { ':one': 1, ':hour': hour, ':expiresAt': secondsOf(hour) + HOURS_KEPT },
    });
  },
  since: async (cluster, at) => {
    const rows = await table.query({
      ...between(clusterPartition(cluster), clusterTicketSort(at), endOf(clusterTicketSort('9'))),
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: MOST_READ,
    });
    return rows.map((row) => z.parse(ticketRow, row));
  },
  hours: async (cluster, from) => {
    const last = endOf(clusterHourSort('9'));
    const rows = await table.query(between(clusterPartition(cluster), clusterHourSort(hourOf(from)), last));
    return rows.map((row) => z.parse(hourRow, row));
  },
});

export const dynamoOutbreaks = (table: Table): Outbreaks => ({
  of: async (cluster) => {
    const row = await table.get(outbreakKey(cluster));
    return row === null ? null : outbreakOf(row);
  },
  list: async () => {
    const rows = await table.query({
      KeyConditionExpression: 'PK = :partition',
      ExpressionAttributeValues: { ':partition': outbreaksPartition },
      ConsistentRead: true,
    });
    return rows.map(outbreakOf).sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1));
  },
  change: (after) =>
    held(table.put(rowOfOutbreak(after), stillIs({ id: after.id, revision: after.revision - 1 }))),
});

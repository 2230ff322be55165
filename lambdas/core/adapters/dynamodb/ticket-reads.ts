/** What is read of tickets by their ids; strongly consistent but for lists. */
import * as z from 'zod/mini';
import type { ListedTicket, Page, PageRequest } from '../../application/records.ts';
import { EVENT_SORT_PREFIX, KEYS } from '../../contracts/indexes.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import type { Triage } from '../../domain/triage/triage.ts';
import type { Texts } from '../s3/texts.ts';
import { commentOf } from './comment-row.ts';
import { eventOf } from './event-row.ts';
import {
  COMMENT_SORT_PREFIX,
  commentKey,
  endOf,
  eventSort,
  incidentIdOf,
  incidentRange,
  numberKey,
  ticketKey,
  ticketPartition,
  triageKey,
} from './keys.ts';
import { mergedPage } from './merged-page.ts';
import type { Row, Table } from './table.ts';
import { listedTicketOf, ticketOf } from './ticket-row.ts';

const textIn = (row: Row | null, name: string): string | null =>
  row === null ? null : z.parse(z._default(z.nullable(z.string()), null), row[name]);

export const findTicket = async (table: Table, ref: string | number): Promise<Ticket | null> => {
  const isNumber = typeof ref === 'number' || /^\d+$/.test(ref);
  const id = isNumber ? textIn(await table.get(numberKey(Number(ref))), 'ticketId') : ref;
  const row = id === null ? null : await table.get(ticketKey(id));
  return row === null ? null : ticketOf(row);
};

/** Eventually consistent, as lists are; in the order asked for, those that there are. */
export const listedTickets = async (
  table: Table,
  ids: readonly string[],
): Promise<readonly ListedTicket[]> => {
  const rows = await table.getAll([...new Set(ids)].map(ticketKey), { stale: true });
  const byId = new Map(rows.map(listedTicketOf).map((ticket) => [ticket.id, ticket]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};

/** Rows of the tickets whose sort keys start with the prefix, in the order of these. */
const rowsPage = (
  table: Table,
  ticketIds: readonly string[],
  prefix: string,
  page: PageRequest,
): Promise<Page<Row>> => {
  const ranges = ticketIds.map((id) => ({ partition: ticketPartition(id), from: prefix, to: endOf(prefix) }));
  const index = { partition: KEYS.partition, sort: KEYS.sort };
  return mergedPage(table, { index, ranges, consistent: true }, page);
};

export const eventsPage = async (
  table: Table,
  ticketId: string,
  page: PageRequest,
): Promise<Page<TicketEvent>> => {
  const { items, next } = await rowsPage(table, [ticketId], EVENT_SORT_PREFIX, page);
  return { items: items.map(eventOf), next };
};

export const eventsAfter = async (
  table: Table,
  ticketId: string,
  version: number,
): Promise<readonly TicketEvent[]> => {
  const { items } = await eventsPage(table, ticketId, { size: 100, after: eventSort(version) });
  return items;
};

export const incidentsPage = async (
  table: Table,
  problemId: string,
  page: PageRequest,
): Promise<Page<string>> => {
  const index = { partition: KEYS.partition, sort: KEYS.sort };
  const query = { index, ranges: [incidentRange(problemId)], consistent: true };
  const { items, next } = await mergedPage(table, query, page);
  return { items: items.map((row) => incidentIdOf(textIn(row, KEYS.sort) ?? '')), next };
};

export const findComment = async (
  table: Table,
  texts: Texts,
  ticketId: string,
  commentId: string,
): Promise<Comment | null> => {
  const row = await table.get(commentKey(ticketId, commentId));
  return row === null ? null : commentOf(row, texts);
};

export const commentsPage = async (
  table: Table,
  texts: Texts,
  of: string | readonly string[],
  page: PageRequest,
): Promise<Page<Comment>> => {
  const { items, next } = await rowsPage(table, [of].flat(), COMMENT_SORT_PREFIX, page);
  return { items: await Promise.all(items.map((row) => commentOf(row, texts))), next };
};

/** Empty when the ticket was opened without a text. */
export const findDescription = async (table: Table, texts: Texts, ticketId: string): Promise<string> => {
  const attributes = ['firstCommentId'];
  const first = textIn(await table.get(ticketKey(ticketId), { attributes }), 'firstCommentId');
  const comment = first === null ? null : await findComment(table, texts, ticketId, first);
  return comment?.bodyText ?? '';
};

/** Written by us alone and read by people only: its shape is taken as it is. */
export const findTriage = async (table: Table, ticketId: string): Promise<Triage | null> => {
  const row = await table.get(triageKey(ticketId));
  return row === null ? null : (row.triage as Triage);
};

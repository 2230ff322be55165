/** One page out of several index partitions that are each in order: shards and lines are merged as they are read. */
import * as z from 'zod/mini';
import type { Page, PageRequest } from '../../application/records.ts';
import type { Row, Table } from './table.ts';

export interface Index {
  /** Absent for the table itself. */
  readonly name?: string;
  readonly partition: string;
  readonly sort: string;
}

/** One partition, from one sort key to another, both included. */
export interface Range {
  readonly partition: string;
  readonly from: string;
  readonly to: string;
}

export interface MergedQuery {
  readonly index: Index;
  readonly ranges: readonly Range[];
  readonly newestFirst?: boolean;
  /** Strongly consistent; only the table itself can. */
  readonly consistent?: boolean;
}

interface Reader {
  readonly range: Range;
  rows: Row[];
  isDone: boolean;
}

/** Of a range without its limits: which rows of which index, in whose order. */
const rangeQuery = ({ index }: Pick<MergedQuery, 'index'>, { partition, from, to }: Range) => ({
  ...(index.name === undefined ? {} : { IndexName: index.name }),
  KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
  ExpressionAttributeNames: { '#partition': index.partition, '#sort': index.sort },
  ExpressionAttributeValues: { ':partition': partition, ':from': from, ':to': to },
});

/** How many rows all pages hold together. */
export const mergedCount = async (table: Table, query: MergedQuery): Promise<number> => {
  const counts = await Promise.all(query.ranges.map((range) => table.count(rangeQuery(query, range))));
  return counts.reduce((sum, count) => sum + count, 0);
};

const LEAST_ROWS_A_READ = 10;

const sortOf = (row: Row, { sort }: Index): string => z.parse(z.string(), row[sort]);

/** Fetches the next rows of one partition, after the last that it gave. */
const refill = async (
  table: Table,
  query: MergedQuery,
  reader: Reader,
  last: string | null,
  limit: number,
): Promise<void> => {
  const { index, newestFirst = false } = query;
  const { range } = reader;
  const from = !newestFirst && last !== null && last > range.from ? last : range.from;
  const to = newestFirst && last !== null && last < range.to ? last : range.to;
  if (from > to) {
    reader.isDone = true;
    return;
  }
  // One more than wanted: the bounds are inclusive, so the last row may come again.
  const Limit = limit + 1;
  const rows = await table.query({
    ...rangeQuery(query, { ...range, from, to }),
    ScanIndexForward: !newestFirst,
    ConsistentRead: query.consistent === true,
    Limit,
  });
  reader.isDone = rows.length < Limit;
  reader.rows = rows.filter((row) => sortOf(row, index) !== last);
};

/**
 * The cursor is the sort key of the last item: sort keys of a view name the ticket, so they are unique across its
 * partitions, and a page goes on rightly although items moved meanwhile.
 */
export const mergedPage = async (table: Table, query: MergedQuery, page: PageRequest): Promise<Page<Row>> => {
  const { index, newestFirst = false } = query;
  const share = Math.ceil((page.size + 1) / query.ranges.length);
  const limit = Math.max(Math.min(LEAST_ROWS_A_READ, page.size + 1), share);
  const readers: Reader[] = query.ranges.map((range) => ({ range, rows: [], isDone: false }));
  const items: Row[] = [];
  let last = page.after;
  while (items.length <= page.size) {
    const dry = readers.filter((reader) => reader.rows.length === 0 && !reader.isDone);
    await Promise.all(dry.map((reader) => refill(table, query, reader, last, limit)));
    const [next] = readers
      .flatMap((reader) => reader.rows.slice(0, 1).map((row) => ({ reader, row, sort: sortOf(row, index) })))
      .sort((a, b) => (a.sort < b.sort === newestFirst ? 1 : -1));
    if (next === undefined) return { items, next: null };
    next.reader.rows.shift();
    if (items.length === page.size) break;
    items.push(next.row);
    last = next.sort;
  }
  return { items, next: last };
};

/** Which index ranges a view is made of. */

import type { View } from '../../application/ports.ts';
import type { ListedTicket, Page, PageRequest } from '../../application/records.ts';
import { INDEXES } from '../../contracts/indexes.ts';
import type { Line } from '../../domain/ticket/words.ts';
import {
  assigneeView,
  endOf,
  groupView,
  lineView,
  requesterView,
  SHARDS,
  solvedView,
  unassignedView,
} from './keys.ts';
import { type MergedQuery, mergedCount, mergedPage, type Range } from './merged-page.ts';
import type { Table } from './table.ts';
import { listedTicketOf } from './ticket-row.ts';

const whole = (partition: string): Range => ({ partition, from: ' ', to: endOf('~') });

const shards = (
  lines: readonly Line[],
  partition: (line: Line, shard: number) => string,
): readonly string[] => lines.flatMap((line) => SHARDS.map((shard) => partition(line, shard)));

/** Pending tickets sort last but their promises may run all the same, so they are a range of their own. */
const urgentRanges = (partition: string, from: string, before: string): readonly Range[] =>
  ['1', '3'].map((rank) => ({ partition, from: `${rank}#${from}`, to: `${rank}#${before}` }));

const queryOf = (view: View): MergedQuery => {
  switch (view.kind) {
    case 'requester':
      return { index: INDEXES.requester, ranges: [whole(requesterView(view.personId))], newestFirst: true };
    case 'assignee':
      return { index: INDEXES.holder, ranges: [whole(assigneeView(view.agentId))] };
    case 'unassigned':
      return { index: INDEXES.holder, ranges: view.lines.map((line) => whole(unassignedView(line))) };
    case 'group':
      return { index: INDEXES.group, ranges: [whole(groupView(view.groupId))] };
    case 'open': {
      const partitions = shards(view.lines, lineView);
      const { urgentFrom, urgentBefore } = view;
      const isBounded = urgentFrom !== undefined || urgentBefore !== undefined;
      const ranges = isBounded
        ? partitions.flatMap((partition) => urgentRanges(partition, urgentFrom ?? '', urgentBefore ?? '9'))
        : partitions.map(whole);
      return { index: INDEXES.line, ranges };
    }
    case 'solved':
      return { index: INDEXES.line, ranges: shards(view.lines, solvedView).map(whole), newestFirst: true };
  }
};

export const viewPage = async (table: Table, view: View, page: PageRequest): Promise<Page<ListedTicket>> => {
  const { items, next } = await mergedPage(table, queryOf(view), page);
  return { items: items.map(listedTicketOf), next };
};

export const viewCount = (table: Table, view: View): Promise<number> => mergedCount(table, queryOf(view));

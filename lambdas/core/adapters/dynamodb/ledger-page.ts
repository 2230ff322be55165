/** A page of the mail ledger, newest first: by ticket, of the quarantine, or month by month. */
import type { LedgerFilter, Page, PageRequest } from '../../application/records.ts';
import { INDEXES } from '../../contracts/indexes.ts';
import type { LedgerRow } from '../../domain/mail/ledger.ts';
import { endOf, mailMonthView, mailSort, mailTicketView, quarantineView } from './keys.ts';
import { ledgerOf } from './ledger-row.ts';
import { type Index, mergedPage } from './merged-page.ts';
import type { Table } from './table.ts';

/** Older mail is found by its ticket or its id. */
const MONTHS = 24;

/** A page may come short rather than read more rows than this for a filter that hits few. */
const MOST_ROWS_READ = 2000;

interface Source {
  readonly index: Index;
  readonly partition: string;
}

const monthsBack = (newest: string): readonly string[] => {
  const month = new Date(`${newest.slice(0, 7)}-01T00:00:00.000Z`);
  return Array.from({ length: MONTHS }, () => {
    const name = month.toISOString().slice(0, 7);
    month.setUTCMonth(month.getUTCMonth() - 1);
    return name;
  });
};

const sourcesOf = ({ ticketId, disposition }: LedgerFilter, newest: string): readonly Source[] => {
  if (ticketId !== undefined) return [{ index: INDEXES.requester, partition: mailTicketView(ticketId) }];
  if (disposition === 'quarantine') return [{ index: INDEXES.line, partition: quarantineView }];
  return monthsBack(newest).map((month) => ({ index: INDEXES.group, partition: mailMonthView(month) }));
};

const isWanted = ({ disposition, kind, ticketId }: LedgerFilter, row: LedgerRow): boolean =>
  (disposition === undefined || row.disposition === disposition) &&
  (kind === undefined || row.kind === kind) &&
  (ticketId === undefined || row.ticketId === ticketId);

const placeOf = (row: LedgerRow): string => mailSort(row.receivedAt, row.id);

/** The cursor is the time and id of the last row that was read, so a page goes on in whatever month it ended. */
export const ledgerPage = async (
  table: Table,
  filter: LedgerFilter,
  page: PageRequest,
  now: string,
): Promise<Page<LedgerRow>> => {
  const items: LedgerRow[] = [];
  let read = 0;
  for (const { index, partition } of sourcesOf(filter, page.after ?? now)) {
    let { after } = page;
    do {
      const range = { partition, from: ' ', to: endOf('~') };
      const size = Math.max(page.size, 50);
      const found = await mergedPage(table, { index, ranges: [range], newestFirst: true }, { size, after });
      for (const row of found.items.map(ledgerOf)) {
        read += 1;
        if (isWanted(filter, row)) {
          if (items.length === page.size)
            return { items, next: placeOf(items[items.length - 1] as LedgerRow) };
          items.push(row);
        }
        if (read >= MOST_ROWS_READ) return { items, next: placeOf(row) };
      }
      after = found.next;
    } while (after !== null);
  }
  return { items, next: null };
};

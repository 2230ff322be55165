/** An inbound message's row of the ledger; all of it stands in `list`, which the indexes project. */
import * as z from 'zod/mini';
import type { LedgerRow } from '../../domain/mail/ledger.ts';
import { attachmentRows } from './attachment-row.ts';
import { compact } from './compact.ts';
import { ledgerIdOf, ledgerKey, mailMonthView, mailSort, mailTicketView, quarantineView } from './keys.ts';
import type { Row } from './table.ts';

const text = z._default(z.string(), '');
const textOrNull = z._default(z.nullable(z.string()), null);
const verdict = z.enum(['pass', 'fail', 'none', 'gray', 'error']);

const list = z.object({
  objectKey: z.string(),
  receivedAt: z.string(),
  envelopeFrom: text,
  from: textOrNull,
  to: z._default(z.array(z.string()), []),
  subject: text,
  headerMessageId: textOrNull,
  kind: z.enum(['human', 'auto-reply', 'bounce', 'list', 'own', 'suspect']),
  disposition: z.enum(['ticket', 'comment', 'note', 'quarantine', 'discarded']),
  reason: text,
  ticketId: textOrNull,
  commentId: textOrNull,
  verdicts: z.object({ spf: verdict, dkim: verdict, dmarc: verdict, spam: verdict, virus: verdict }),
  threadedBy: textOrNull,
  size: z._default(z.int(), 0),
  attachments: attachmentRows,
  acknowledgement: z._default(z.nullable(z.enum(['given', 'withheld'])), null),
  disposedAt: z.string(),
  actedBy: textOrNull,
});

const ledgerRow = z.object({ PK: z.string(), list, version: z.int() });

/** In the month that it came in; beside that with its ticket, and in quarantine while it waits there. */
export const rowOfLedger = (row: LedgerRow): Row => {
  const { id, revision, ...rest } = row;
  const sort = mailSort(row.receivedAt, id);
  return {
    ...ledgerKey(id),
    list: compact({ ...rest }),
    version: revision,
    GSI3PK: mailMonthView(row.receivedAt.slice(0, 7)),
    GSI3SK: sort,
    ...(row.ticketId === null ? {} : { GSI1PK: mailTicketView(row.ticketId), GSI1SK: sort }),
    ...(row.disposition === 'quarantine' ? { GSI4PK: quarantineView, GSI4SK: sort } : {}),
  };
};

/** Also from an index, which holds `list` and `version` beside the keys. */
export const ledgerOf = (row: Row): LedgerRow => {
  const { PK, list: rest, version } = z.parse(ledgerRow, row);
  return { id: ledgerIdOf(PK), ...rest, revision: version };
};

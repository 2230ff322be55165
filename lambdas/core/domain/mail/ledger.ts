/** The row of the mail ledger that every inbound message ends in: received minus these is what is still on its way. */
import type { Attachment } from '../ticket/ticket.ts';
import type { Disposition, MailKind, Verdicts } from './inbound/message.ts';

export interface LedgerRow {
  /** SES's message id; shown as `mail_` + id. */
  readonly id: string;
  /** Where the raw message lies in the mail bucket. */
  readonly objectKey: string;
  readonly receivedAt: string;
  /** Lower-cased; empty for the null sender. */
  readonly envelopeFrom: string;
  readonly from: string | null;
  /** Recipients of the envelope. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly headerMessageId: string | null;
  readonly kind: MailKind;
  readonly disposition: Disposition;
  /** A sentence that says why it ended there. */
  readonly reason: string;
  readonly ticketId: string | null;
  readonly commentId: string | null;
  readonly verdicts: Verdicts;
  /** How its ticket was found, in words; null when it belongs to none by itself. */
  readonly threadedBy: string | null;
  /** Bytes of the raw message. */
  readonly size: number;
  readonly attachments: readonly Attachment[];
  /** Whether the requester is told that the ticket was opened; null when it opened none. */
  readonly acknowledgement: 'given' | 'withheld' | null;
  readonly disposedAt: string;
  /** The agent who released or discarded it; null while only rules have decided. */
  readonly actedBy: string | null;
  /** Counts up with every new decision about the same message, from 1. */
  readonly revision: number;
}

/** Dispositions by which a message stands in a ticket: it is there once and for all. */
export const isInTicket = (row: Pick<LedgerRow, 'disposition'>): boolean =>
  row.disposition === 'ticket' || row.disposition === 'comment' || row.disposition === 'note';

/** As api.md has it, under the id that people see. */
export const ledgerView = (row: LedgerRow) => ({
  id: mailIdOf(row.id),
  receivedAt: row.receivedAt,
  envelopeFrom: row.envelopeFrom,
  from: row.from,
  to: [...row.to],
  subject: row.subject,
  headerMessageId: row.headerMessageId,
  kind: row.kind,
  disposition: row.disposition,
  reason: row.reason,
  ticketId: row.ticketId,
  commentId: row.commentId,
  verdicts: { ...row.verdicts },
  threadedBy: row.threadedBy,
  size: row.size,
  attachments: row.attachments.map((one) => ({ ...one })),
  acknowledgement: row.acknowledgement,
  disposedAt: row.disposedAt,
  actedBy: row.actedBy,
  revision: row.revision,
});
export type LedgerView = ReturnType<typeof ledgerView>;

const PREFIX = 'mail_';

/** The id that people see of SES's. */
export const mailIdOf = (sesId: string): string => `${PREFIX}${sesId}`;

/** SES's id of either. */
export const sesIdOf = (id: string): string => (id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id);

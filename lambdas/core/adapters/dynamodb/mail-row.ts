/** One mail of one event to one recipient, as a row. */
import * as z from 'zod/mini';
import type { MailClaim } from '../../application/records.ts';

const textOrNull = z._default(z.nullable(z.string()), null);

const mailRow = z.object({
  ticketId: z.string(),
  eventId: z.string(),
  recipient: z.string(),
  notice: z.string(),
  commentId: textOrNull,
  claimedAt: z.string(),
  messageId: textOrNull,
  status: z.enum(['claimed', 'rejected', 'sent', 'delivered', 'bounced', 'complained']),
  reason: textOrNull,
  at: z.string(),
});

export const mailClaimOf = (row: unknown): MailClaim => z.parse(mailRow, row);

/** How far a mail is on its way; a status never goes back. A mail that was refused may turn out to be sent. */
export const MAIL_RANKS: Readonly<Record<MailClaim['status'], number>> = {
  claimed: 0,
  rejected: 1,
  sent: 2,
  delivered: 3,
  bounced: 4,
  complained: 5,
};

/** The end of a message as the ledger keeps it. */
import { heldUnder } from '../../domain/mail/inbound/duplicates.ts';
import { withAttachmentIds } from '../../domain/mail/inbound/inline-images.ts';
import { isInTicket, type LedgerRow, mailIdOf } from '../../domain/mail/ledger.ts';
import type { Attachment } from '../../domain/ticket/ticket.ts';
import type { Arrival, Filing, MailOrder, UnreadableMail } from '../records.ts';
import type { MailFacts } from './facts.ts';

/** One message on its way: where it lies, what is asked, what was decided before. */
export interface Passage {
  readonly arrival: Arrival;
  readonly objectKey: string;
  /** null: SES told us of it. */
  readonly order: MailOrder | null;
  readonly before: LedgerRow | null;
  readonly now: string;
}

/** What the ledger says of how it ended. */
export type End = Pick<LedgerRow, 'disposition' | 'reason'> &
  Partial<Pick<LedgerRow, 'ticketId' | 'commentId' | 'threadedBy' | 'attachments' | 'acknowledgement'>>;

/** Rows are listed by the hundred: what a sender can make long is cut, the raw message has it all. */
const MOST_TEXT = 500;
const MOST_RECIPIENTS = 50;
const MOST_ATTACHMENTS = 50;

const cut = (text: string): string => text.slice(0, MOST_TEXT);

const rowOf = (
  { arrival, objectKey, order, before, now }: Passage,
  mail: Pick<LedgerRow, 'from' | 'subject' | 'headerMessageId' | 'kind' | 'size'>,
  end: End,
): LedgerRow => ({
  id: arrival.sesId,
  objectKey,
  receivedAt: arrival.receivedAt,
  envelopeFrom: cut(arrival.envelope.from),
  to: arrival.envelope.to.slice(0, MOST_RECIPIENTS).map(cut),
  verdicts: arrival.verdicts,
  ...mail,
  ticketId: null,
  commentId: null,
  threadedBy: null,
  acknowledgement: null,
  ...end,
  attachments: (end.attachments ?? []).slice(0, MOST_ATTACHMENTS),
  disposedAt: now,
  actedBy: order?.by ?? before?.actedBy ?? null,
  revision: (before?.revision ?? 0) + 1,
});

/** A person vouches for what is released, so it is filed whatever came before. */
export const filingOf = (passage: Passage, facts: MailFacts, end: End): Filing => {
  const { message, judged, duplicateKey, firstId } = facts;
  const isFirst = firstId === null && duplicateKey !== null;
  return {
    row: rowOf(
      passage,
      {
        from: message.from === null ? null : cut(message.from.email),
        subject: cut(message.subject),
        headerMessageId: message.messageId === null ? null : cut(message.messageId),
        kind: judged.kind,
        size: message.size,
      },
      end,
    ),
    duplicateKey: isFirst ? heldUnder(duplicateKey, end.disposition) : null,
    messageIds: message.messageId === null || !isInTicket(end) ? [] : [message.messageId],
  };
};

/** For a message that nobody can read. */
export const unreadFiling = (
  passage: Passage,
  mail: Pick<UnreadableMail, 'from' | 'subject' | 'messageId' | 'size'>,
  reason: string,
): Filing => ({
  row: rowOf(
    passage,
    {
      from: mail.from === null ? null : cut(mail.from.email),
      subject: cut(mail.subject),
      headerMessageId: mail.messageId === null ? null : cut(mail.messageId),
      kind: 'suspect',
      size: mail.size,
    },
    { disposition: 'quarantine', reason },
  ),
  duplicateKey: null,
  messageIds: [],
});

export const duplicateReason = (firstId: string): string =>
  `The same message has been taken in before, as ${mailIdOf(firstId)}.`;

/** Attachments are named by their message, so that a repeated attempt stores the same again. */
export const attachmentsOf = ({ message }: Pick<MailFacts, 'message'>): readonly Attachment[] =>
  message.parts.map(({ fileName, contentType, size, sha256 }, index) => ({
    id: `att_${message.sesId}.${index}`,
    fileName,
    contentType,
    size,
    sha256,
  }));

/** The HTML of the message, its images named as the attachments that they are kept as. */
export const htmlOf = (facts: Pick<MailFacts, 'message'>): string | null => {
  const { html, parts } = facts.message;
  if (html === null) return null;
  const kept = attachmentsOf(facts);
  const named = kept.map(({ id, contentType }, at) => ({
    id,
    contentType,
    contentId: parts[at]?.contentId ?? null,
  }));
  return withAttachmentIds(html, named);
};

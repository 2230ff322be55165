/** What is put on a ticket among agents because of a message, with the sentence that says where it came from. */
import type { InboundMessage } from '../../domain/mail/inbound/message.ts';
import { splitMail } from '../../domain/mail/inbound/visible/split.ts';
import { mailIdOf } from '../../domain/mail/ledger.ts';
import type { Attachment, Author, Comment, Ticket } from '../../domain/ticket/ticket.ts';
import type { MailFacts } from './facts.ts';
import { attachmentsOf, htmlOf } from './filing.ts';

/** The parts of a comment that are the same for every message. */
export const commentBy = (
  facts: Pick<MailFacts, 'message'>,
  about: {
    readonly id: string;
    readonly ticket: Ticket;
    readonly author: Author;
    readonly public: boolean;
    readonly now: string;
  },
): Comment => {
  const { message } = facts;
  return {
    id: about.id,
    ticketId: about.ticket.id,
    author: about.author,
    public: about.public,
    channel: 'email',
    bodyText: message.text,
    bodyHtml: htmlOf(facts),
    visibleText: splitMail(message.text, message.subject).visible,
    attachments: attachmentsOf(facts),
    mailId: mailIdOf(message.sesId),
    createdAt: about.now,
  };
};

/** With a sentence on top of what agents see first; the body stays as it came. */
export const headed = (comment: Comment, heading: string): Comment => ({
  ...comment,
  visibleText: `${heading}\n\n${comment.visibleText}`.trim(),
});

const failedIn = ({ report }: InboundMessage): string =>
  (report?.recipients ?? [])
    .slice(0, 10)
    .map(({ email, action, status, diagnostic }) =>
      [email, action, status, diagnostic].filter((part) => part !== null).join(' · '),
    )
    .join('\n');

/** Why these words stand among agents only. */
export const noteHeading = (facts: MailFacts, ticket: Ticket): string => {
  const { judged, message, disposed } = facts;
  const who = message.from?.email ?? 'an unknown sender';
  if (judged.kind === 'bounce')
    return `A mail server reports on a mail of this ticket.\n${failedIn(message)}`.trim();
  if (judged.kind === 'auto-reply') return `Automatic answer from ${who}.`;
  if (facts.imported !== null) return disposed.reason;
  return `${disposed.reason} To let ${who} answer here: POST /v1/tickets/${ticket.number}/participants.`;
};

/** For a message that nobody could read and somebody put on a ticket. */
export const unreadNote = (about: {
  readonly id: string;
  readonly ticketId: string;
  readonly sesId: string;
  readonly reason: string;
  readonly now: string;
}): Comment => {
  const text = `A message that could not be read was put here: ${about.reason} The raw message is kept as ${mailIdOf(about.sesId)}.`;
  const attachments: readonly Attachment[] = [];
  return {
    id: about.id,
    ticketId: about.ticketId,
    author: { kind: 'system', id: null, email: null, name: null },
    public: false,
    channel: 'email',
    bodyText: text,
    bodyHtml: null,
    visibleText: text,
    attachments,
    mailId: mailIdOf(about.sesId),
    createdAt: about.now,
  };
};

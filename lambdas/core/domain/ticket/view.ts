/** What a caller is shown of a ticket and its comments (api.md, Ticket and Comment): unknown is null, never absent. */
import type { Caller } from '../people/caller.ts';
import type { Comment, Ticket } from './ticket.ts';

/** A ticket and a comment in the shapes of api.md. */
export type TicketView = ReturnType<typeof ticketView>;
export type CommentView = ReturnType<typeof commentView>;

/** A ticket as views list it: without what only rules and the workflow need. */
export type ShownTicket = Omit<Ticket, 'generation' | 'mailbox' | 'marks' | 'progress'>;

/** How the mail of a public comment fared, for one recipient. */
export interface Delivery {
  readonly email: string;
  /** `unsent`: it never went, for the reason given. */
  readonly status: 'sent' | 'delivered' | 'bounced' | 'complained' | 'unsent';
  readonly reason: string | null;
  readonly at: string;
}

export interface ViewContext {
  /** null in lists. */
  readonly description: string | null;
  readonly caller: Caller;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** The caller's own link to the requester's page; null or absent when they have none. */
  readonly web?: string | null;
}

/** Requesters and holders of a link see the conversation, not the desk behind it. */
const isOutside = (caller: Caller): boolean => caller.kind !== 'agent' && caller.kind !== 'machine';

/** The Ticket of api.md as this caller may see it. Whether they may see it at all is decided before (people/access.ts). */
export const ticketView = (
  ticket: ShownTicket,
  { description, caller, baseUrl, web = null }: ViewContext,
) => {
  const outside = isOutside(caller);
  const { id, email, name, locale, plan } = ticket.requester;
  return {
    id: ticket.id,
    number: ticket.number,
    subject: ticket.subject,
    description,
    status: ticket.status,
    priority: ticket.priority,
    type: ticket.type,
    category: ticket.category,
    product: ticket.product,
    line: ticket.line,
    groupId: outside ? null : ticket.groupId,
    assigneeId: outside ? null : ticket.assigneeId,
    requester: { id, email, name, locale, plan },
    channel: ticket.channel,
    language: ticket.language,
    details: { ...ticket.details },
    missingDetails: [...ticket.missingDetails],
    tags: outside ? [] : [...ticket.tags],
    participants: ticket.participants.map((one) => ({ email: one.email, name: one.name, kind: one.kind })),
    promises: { ...ticket.promises },
    urgentAt: ticket.urgentAt,
    nextMomentAt: outside ? null : ticket.nextMomentAt,
    satisfaction: {
      status: ticket.satisfaction.status,
      comment: ticket.satisfaction.comment,
      ratedAt: ticket.satisfaction.ratedAt,
    },
    // Whoever sends spam does not learn that it was noticed.
    spam: outside ? false : ticket.spam,
    issue:
      outside || ticket.issue === null
        ? null
        : {
            target: ticket.issue.target,
            state: ticket.issue.state,
            askedAt: ticket.issue.askedAt,
            reference: ticket.issue.reference,
            url: ticket.issue.url,
          },
    followUpOf: ticket.followUpOf,
    mergedInto: ticket.mergedInto,
    // It has other people's tickets with it.
    problemId: outside ? null : ticket.problemId,
    version: ticket.version,
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    solvedAt: ticket.solvedAt,
    closedAt: ticket.closedAt,
    links: { self: `${baseUrl}/v1/tickets/${ticket.id}`, web },
  };
};

/** The Comment of api.md; the requester's side sees neither agents' addresses nor what became of mails. */
export const commentView = (comment: Comment, deliveries: readonly Delivery[], caller: Caller) => {
  const outside = isOutside(caller);
  const { kind, id, email, name } = comment.author;
  return {
    id: comment.id,
    ticketId: comment.ticketId,
    author: { kind, id, email: outside && kind === 'agent' ? null : email, name },
    public: comment.public,
    channel: comment.channel,
    bodyText: comment.bodyText,
    bodyHtml: comment.bodyHtml,
    visibleText: comment.visibleText,
    attachments: comment.attachments.map((one) => ({ ...one })),
    mailId: comment.mailId,
    deliveries: outside
      ? []
      : deliveries.map(({ email: to, status, reason, at }) => ({ email: to, status, reason, at })),
    createdAt: comment.createdAt,
  };
};

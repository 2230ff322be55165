/** The conversation as its reader may see it, oldest first, with what became of the mails that carried it. */
import { withAttachmentLinks } from '../../domain/mail/inbound/inline-images.ts';
import { seesNotes } from '../../domain/people/access.ts';
import type { Comment } from '../../domain/ticket/ticket.ts';
import { type CommentView, commentView, type Delivery } from '../../domain/ticket/view.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import type { MailClaim } from '../records.ts';
import { conversationOf } from './conversation.ts';
import { visibleTicket } from './visible.ts';

/** A mail that nobody yet knows the fate of is not a delivery; one that never went says why. */
export const deliveriesOf = (claims: readonly MailClaim[], commentId: string): readonly Delivery[] =>
  claims.flatMap(({ recipient: email, status, reason, at, ...claim }) =>
    claim.commentId === commentId && status !== 'claimed'
      ? [{ email, status: status === 'rejected' ? 'unsent' : status, reason, at }]
      : [],
  );

/** Images inside the text lead to the attachments; reading one takes the same credential as reading the comment. */
const withLinks = (comment: Comment, baseUrl: string): Comment =>
  comment.bodyHtml === null
    ? comment
    : {
        ...comment,
        bodyHtml: withAttachmentLinks(comment.bodyHtml, (id) => `${baseUrl}/v1/attachments/${id}`),
      };

/** With the comments of tickets that were merged into it. Notes are left out for requesters before paging is answered: a page may hold fewer than its size. */
export const listComments =
  (
    ports: Pick<Ports, 'tickets' | 'claims'> & { readonly baseUrl: string },
  ): Operation<{ params: { ticket: string } }, readonly CommentView[]> =>
  async ({ caller, input, page }) => {
    const ticket = await visibleTicket(ports, input.params.ticket, caller);
    const tickets = await conversationOf(ports, ticket, caller);
    const [found, claims] = await Promise.all([
      ports.tickets.comments(tickets, page),
      seesNotes(caller) ? Promise.all(tickets.map((id) => ports.claims.ofTicket(id))) : [],
    ]);
    return {
      body: found.items
        .filter((comment) => comment.public || seesNotes(caller))
        .map((comment) =>
          commentView(withLinks(comment, ports.baseUrl), deliveriesOf(claims.flat(), comment.id), caller),
        ),
      page: { next: found.next },
      version: ticket.version,
    };
  };

/** The conversation as its reader may see it, oldest first, with what became of the mails that carried it. */
import { seesNotes } from '../../domain/people/access.ts';
import { type CommentView, commentView } from '../../domain/ticket/view.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import type { MailClaim } from '../records.ts';
import { visibleTicket } from './visible.ts';

/** A mail that nobody yet knows the fate of is not a delivery. */
export const deliveriesOf = (claims: readonly MailClaim[], commentId: string) =>
  claims.flatMap((claim) =>
    claim.commentId === commentId && claim.status !== 'claimed' && claim.status !== 'rejected'
      ? [{ email: claim.recipient, status: claim.status, reason: claim.reason, at: claim.at }]
      : [],
  );

/** Notes are left out for requesters before paging is answered: a page may hold fewer than its size. */
export const listComments =
  (
    ports: Pick<Ports, 'tickets' | 'claims'>,
  ): Operation<{ params: { ticket: string } }, readonly CommentView[]> =>
  async ({ caller, input, page }) => {
    const ticket = await visibleTicket(ports, input.params.ticket, caller);
    const [found, claims] = await Promise.all([
      ports.tickets.comments(ticket.id, page),
      seesNotes(caller) ? ports.claims.ofTicket(ticket.id) : [],
    ]);
    return {
      body: found.items
        .filter((comment) => comment.public || seesNotes(caller))
        .map((comment) => commentView(comment, deliveriesOf(claims, comment.id), caller)),
      page: { next: found.next },
      version: ticket.version,
    };
  };

/** A short-lived link to a file of a conversation, for those who may read the comment that it came with. */
import { DomainError } from '../../domain/errors.ts';
import { seesNotes } from '../../domain/people/access.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { visibleTicket } from './visible.ts';

const notFound = (): DomainError =>
  new DomainError('AttachmentNotFound', 'missing', 'There is no such attachment, or you may not see it.');

/** 302. An attachment is named by the message that brought it, and the ledger knows where that ended. */
export const getAttachment =
  (ports: Pick<Ports, 'tickets' | 'ledger' | 'fileLinks'>): Operation<{ params: { id: string } }, null> =>
  async ({ input, caller }) => {
    const { id } = input.params;
    const [, sesId] = /^att_([A-Za-z0-9_-]+)\.\d+$/.exec(id) ?? [];
    const row = sesId === undefined ? null : await ports.ledger.find(sesId);
    if (row === null || row.ticketId === null || row.commentId === null) throw notFound();
    const ticket = await visibleTicket(ports, row.ticketId, caller).catch((error: unknown) => {
      throw error instanceof DomainError && error.kind === 'missing' ? notFound() : error;
    });
    const comment = await ports.tickets.comment(ticket.id, row.commentId);
    const attachment = comment?.attachments.find((one) => one.id === id);
    if (comment === null || attachment === undefined || !(comment.public || seesNotes(caller)))
      throw notFound();
    return { body: null, status: 302, location: await ports.fileLinks.link(id, attachment.fileName) };
  };

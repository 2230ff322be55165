/** A short-lived link to a file of a conversation, for those who may read the comment that it came with. */
import { DomainError } from '../../domain/errors.ts';
import { maySee, seesNotes } from '../../domain/people/access.ts';
import type { Caller } from '../../domain/people/caller.ts';
import { uploadIdOf } from '../../domain/ticket/upload.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { conversationOf } from './conversation.ts';
import { standing } from './standing.ts';

export type AttachmentPorts = Pick<Ports, 'tickets' | 'ledger' | 'uploads' | 'fileLinks'>;

const notFound = (): DomainError =>
  new DomainError('AttachmentNotFound', 'missing', 'There is no such attachment, or you may not see it.');

/** An attachment is named by the message or the upload that brought it, and both know where it ended. */
const commentOf = async (ports: AttachmentPorts, id: string) => {
  const uploadId = uploadIdOf(id);
  if (uploadId !== null) return (await ports.uploads.find(uploadId))?.attachedTo ?? null;
  const [, sesId] = /^att_([A-Za-z0-9_-]+)\.\d+$/.exec(id) ?? [];
  return sesId === undefined ? null : ports.ledger.find(sesId);
};

/** Through the ticket itself, or through the one that it was merged into. */
const mayRead = async (ports: AttachmentPorts, ticketId: string, caller: Caller): Promise<boolean> => {
  const ticket = await ports.tickets.find(ticketId);
  if (ticket === null) return false;
  if (maySee(caller, ticket)) return true;
  const target = await standing(ports, ticket);
  return maySee(caller, target) && (await conversationOf(ports, target, caller)).includes(ticketId);
};

/** Throws AttachmentNotFound, also for what the caller may not see. */
export const attachmentLink = async (ports: AttachmentPorts, id: string, caller: Caller): Promise<string> => {
  const place = await commentOf(ports, id);
  if (place === null || place.ticketId === null || place.commentId === null) throw notFound();
  if (!(await mayRead(ports, place.ticketId, caller))) throw notFound();
  const comment = await ports.tickets.comment(place.ticketId, place.commentId);
  const attachment = comment?.attachments.find((one) => one.id === id);
  if (comment === null || attachment === undefined || !(comment.public || seesNotes(caller)))
    throw notFound();
  return ports.fileLinks.link(id, attachment.fileName);
};

/** 302. */
export const getAttachment =
  (ports: AttachmentPorts): Operation<{ params: { id: string } }, null> =>
  async ({ input, caller }) => ({
    body: null,
    status: 302,
    location: await attachmentLink(ports, input.params.id, caller),
  });

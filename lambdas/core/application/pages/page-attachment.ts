/** A file of a ticket for whoever holds the link to its page: the link in the path is the credential. */
import type { Operation } from '../operation.ts';
import { type AttachmentPorts, attachmentLink } from '../tickets/get-attachment.ts';
import { openPage, type PagePorts } from './ticket-page.ts';

/** 302 to a short-lived link. Throws LinkEnded and AttachmentNotFound. */
export const pageAttachment =
  (
    ports: PagePorts & AttachmentPorts,
  ): Operation<{ params: { readonly token: string; readonly id: string } }, string> =>
  async ({ input }) => {
    const { caller } = await openPage(ports, input.params.token);
    return { body: '', status: 302, location: await attachmentLink(ports, input.params.id, caller) };
  };

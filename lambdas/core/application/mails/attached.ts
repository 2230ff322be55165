/** What a mail does with the files of the comment that it carries: small ones go with it, others as links. */
import type { Notice } from '../../domain/mail/notices.ts';
import { isUnsendable } from '../../domain/mail/unsendable.ts';
import type { MailWords } from '../../domain/mail/words.ts';
import { spokenSize } from '../../domain/ticket/file-size.ts';
import type { Attachment, Comment, Ticket } from '../../domain/ticket/ticket.ts';
import { attachmentAt, pageLink } from '../pages/links.ts';
import type { Ports } from '../ports.ts';
import type { OutgoingFile } from '../records.ts';
import { isOfDesk, quotedFor, type WordsPorts } from './words-of.ts';

export type AttachedPorts = WordsPorts & Pick<Ports, 'files'>;

/** The files of one mail, and how its text speaks of them. */
export interface Attached {
  readonly files: readonly OutgoingFile[];
  readonly words: Pick<MailWords, 'attached' | 'linked'>;
}

/**
 * Bytes of all files of a comment. In base64 they are a third more, and again as much on their way to SES, which takes
 * messages of 10 MB (docs.aws.amazon.com/ses/latest/dg/quotas.html).
 */
const MOST_BYTES = 5_000_000;

const NONE: Attached = { files: [], words: { attached: '', linked: '' } };

const sizeOf = (attachments: readonly Attachment[]): number =>
  attachments.reduce((sum, { size }) => sum + size, 0);

/** A reply alone; of a comment that its reader may not be quoted, not even the names. */
export const attachedTo = async (
  ports: AttachedPorts,
  notice: Notice,
  about: { readonly ticket: Ticket; readonly comment: Comment | null; readonly locale: string },
): Promise<Attached> => {
  const { ticket, locale } = about;
  const comment = quotedFor(notice, ticket, about.comment);
  if (notice.id !== 'reply' || comment === null || comment.attachments.length === 0) return NONE;
  const { attachments } = comment;
  // What people outside sent is not mailed on in the desk's name.
  const fits = isOfDesk(comment) && sizeOf(attachments) <= MOST_BYTES;
  const goesAlong = ({ fileName }: Attachment): boolean => fits && !isUnsendable(fileName);
  const named = ({ fileName, size }: Attachment): string => `- ${fileName} (${spokenSize(size, locale)})`;
  const page = await pageLink(ports, ticket.id, notice.to.email, ports.clock.now());
  const along = attachments.filter(goesAlong);
  const linked = attachments.filter((one) => !goesAlong(one));
  const files = await Promise.all(
    along.map(async ({ id, fileName, contentType }) => ({
      fileName,
      contentType,
      content: await ports.files.read(id),
    })),
  );
  return {
    files,
    words: {
      attached: along.map(named).join('\n'),
      linked: linked.map((one) => `${named(one)}\n${attachmentAt(page, one.id)}`).join('\n'),
    },
  };
};

/** What was written and attached on a ticket, as analysis reads it. */
import { shownAttachments } from '../../domain/mail/inbound/inline-images.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import { asksOneThing } from '../../domain/triage/question.ts';
import type { Source, SourceFile } from '../../domain/triage/text.ts';
import type { Ports } from '../ports.ts';

/** Comments read for details: newer words than these change nothing that people would miss. */
const COMMENTS_READ = 50;

const filesOf = ({ attachments, bodyHtml }: Comment): readonly SourceFile[] => {
  const shown = shownAttachments(bodyHtml ?? '');
  return attachments.map(({ id, fileName, contentType, size }) => ({
    fileName,
    contentType,
    size,
    inline: shown.has(id),
  }));
};

export const isRequesters = ({ author }: Comment): boolean =>
  author.kind === 'requester' || author.kind === 'participant';

/** Comments that come right after the desk has asked for one thing alone. */
const answersIn = (comments: readonly Comment[]): ReadonlySet<string> =>
  new Set(
    comments
      .filter((comment) => comment.public)
      .filter((_, index, all) => {
        const before = all[index - 1];
        return before?.author.kind === 'system' && asksOneThing(before.bodyText);
      })
      .map(({ id }) => id),
  );

/** The subject and the comments of those who count, oldest first; the first of them is the description. */
export const textsOn = async (
  ports: Pick<Ports, 'tickets'>,
  ticket: Ticket,
  counts: (comment: Comment) => boolean,
): Promise<readonly Source[]> => {
  const { items } = await ports.tickets.comments(ticket.id, { size: COMMENTS_READ, after: null });
  const answers = answersIn(items);
  const comments = items.filter(counts).map((comment, index) => ({
    where: index === 0 ? 'description' : comment.id,
    text: comment.visibleText,
    files: filesOf(comment),
    isRequesters: comment.author.kind === 'requester',
    isAnswer: answers.has(comment.id),
  }));
  return [{ where: 'subject', text: ticket.subject }, ...comments];
};

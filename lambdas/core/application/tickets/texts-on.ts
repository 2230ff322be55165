/** What was written and attached on a ticket, as analysis reads it. */
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import { filesOf } from '../../domain/triage/details/files.ts';
import { promisesOnly } from '../../domain/triage/details/nothing-yet.ts';
import { asksOneThing } from '../../domain/triage/details/question.ts';
import type { Source } from '../../domain/triage/text.ts';
import type { Ports } from '../ports.ts';
import type { Page } from '../records.ts';

/** Comments read for details at a time, and how often: after two hundred of them people know what a ticket is about. */
const COMMENTS_READ = 50;
const READS_MOST = 4;

const commentsOf = async (ports: Pick<Ports, 'tickets'>, ticketId: string): Promise<readonly Comment[]> => {
  const all: Comment[] = [];
  let after: string | null = null;
  for (let reads = 0; reads < READS_MOST; reads += 1) {
    const { items, next }: Page<Comment> = await ports.tickets.comments(ticketId, {
      size: COMMENTS_READ,
      after,
    });
    all.push(...items);
    if (next === null) break;
    after = next;
  }
  return all;
};

export const isRequesters = ({ author }: Comment): boolean =>
  author.kind === 'requester' || author.kind === 'participant';

/** Comments that come right after the desk has asked for one thing alone; a promise to answer leaves it asked. */
const answersIn = (comments: readonly Comment[]): ReadonlySet<string> =>
  new Set(
    comments
      .filter((comment) => comment.public && !(isRequesters(comment) && promisesOnly(comment)))
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
  const items = await commentsOf(ports, ticket.id);
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

/** What was said when a problem was solved is said on each of its incidents, and solves it. */
import { DomainError } from '../../domain/errors.ts';
import { addComment } from '../../domain/ticket/comment.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { later } from '../../domain/ticket/instants.ts';
import { answerFor, awaitsAnswer } from '../../domain/ticket/problem.ts';
import type { Comment } from '../../domain/ticket/ticket.ts';
import type { Ports } from '../ports.ts';
import { ABREAST } from '../tickets/each-of.ts';
import { keep } from '../tickets/keep.ts';
import { incidentPages } from './incidents.ts';

export type AnswerIncidentsPorts = Pick<Ports, 'tickets' | 'settings' | 'clock' | 'ids'>;

type Solved = Extract<TicketEvent, { type: 'ticket.problem-solved' }>;

/** Colleagues and steps write at the same moment: the words are put on the newer ticket then. */
const ATTEMPTS = 6;

interface Answer {
  readonly event: Solved;
  readonly said: Comment;
  /** The problem, and those that were merged into it. */
  readonly problems: readonly string[];
}

/** The comment has the same id whenever it is made, so that nobody reads it twice, however late the event comes again. */
const answerOne = async (
  ports: AnswerIncidentsPorts,
  ticketId: string,
  { event, said, problems }: Answer,
): Promise<void> => {
  const settings = await ports.settings.current();
  const commentId = ports.ids.derived('cmt', event.id, ticketId);
  for (let attempt = 1; ; attempt += 1) {
    const before = await ports.tickets.find(ticketId);
    if (before === null || !awaitsAnswer(before, problems)) return;
    if ((await ports.tickets.comment(ticketId, commentId)) !== null) return;
    const now = later(ports.clock.now(), before.updatedAt);
    const comment = answerFor(before, said, commentId, now);
    const { actor } = event;
    const decision = addComment(before, { comment, status: 'solved' }, { now, settings, actor });
    try {
      await keep(ports, { before, decision, now, settings, actor, correlationId: event.correlationId });
      return;
    } catch (error) {
      const isStale = error instanceof DomainError && error.name === 'VersionConflict';
      if (!isStale || attempt === ATTEMPTS) throw error;
    }
  }
};

/**
 * Each incident has a transaction, and so a mail, of its own. All are tried before the first failures are thrown; what is
 * thrown comes again, and answers those who have no answer yet.
 */
export const answerIncidents =
  (ports: AnswerIncidentsPorts) =>
  async (event: TicketEvent): Promise<void> => {
    if (event.type !== 'ticket.problem-solved') return;
    const [problem, said] = await Promise.all([
      ports.tickets.find(event.ticketId),
      ports.tickets.comment(event.ticketId, event.payload.commentId),
    ]);
    if (problem === null || said === null) return;
    const problems = [problem.id, ...problem.progress.merged.flatMap(({ tickets }) => tickets)];
    const failures: unknown[] = [];
    for await (const ids of incidentPages(ports, problems)) {
      for (let from = 0; from < ids.length; from += ABREAST) {
        const some = ids.slice(from, from + ABREAST);
        const tried = await Promise.allSettled(
          some.map((id) => answerOne(ports, id, { event, said, problems })),
        );
        failures.push(...tried.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])));
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} incidents could not be answered.`);
  };

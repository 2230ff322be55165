/** What was said on a problem is said on one of its incidents, and solves it. */
import type { Settings } from '../../domain/settings/schemas.ts';
import type { Actor } from '../../domain/ticket/events.ts';
import { later } from '../../domain/ticket/instants.ts';
import { answerIncident } from '../../domain/ticket/problem.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import { againAfter } from '../again.ts';
import type { Ports } from '../ports.ts';
import { keep } from '../tickets/keep.ts';

export type AnswerPorts = Pick<Ports, 'tickets' | 'settings' | 'clock' | 'ids'>;

export interface Answer {
  readonly said: Comment;
  /** The problem, and those that were merged into it. */
  readonly problems: readonly string[];
  readonly correlationId: string;
}

/** Whoever said it acts, whoever clicked: the rating of the incident is theirs. A key that spoke has none. */
const speakerOf = ({ author }: Comment, { agents }: Settings): Actor => ({
  kind: agents.some(({ id }) => id === author.id) ? 'agent' : 'machine',
  id: author.id,
});

/** Colleagues and steps write at the same moment: the words are put on the newer ticket then. */
const ATTEMPTS = 6;

/** The ticket after it; null when it waits for no answer, or has had this one. Throws what TicketStore.save throws. */
export const answerOne = async (
  ports: AnswerPorts,
  ticketId: string,
  { said, problems, correlationId }: Answer,
): Promise<Ticket | null> => {
  const settings = await ports.settings.current();
  const actor = speakerOf(said, settings);
  return againAfter('VersionConflict', ATTEMPTS, async () => {
    const before = await ports.tickets.find(ticketId);
    if (before === null) return null;
    const now = later(ports.clock.now(), before.updatedAt);
    const answer = { said, problems, id: ports.ids.next('cmt') };
    const decision = answerIncident(before, answer, { now, settings, actor });
    if (decision.events.length === 0) return null;
    const kept = await keep(ports, { before, decision, now, settings, actor, correlationId });
    return kept.after;
  });
};

/**
 * Of a ticket that was linked a moment ago: what its problem was solved with, when that is solved by now; else the solution
 * finds it. null: there was nothing to say.
 */
export const answerFromSolved = async (
  ports: AnswerPorts,
  incident: Ticket,
  problemId: string,
  correlationId: string,
): Promise<Ticket | null> => {
  const problem = await ports.tickets.find(problemId);
  const commentId = problem?.status === 'solved' ? problem.progress.replyId : null;
  const said = commentId === null ? null : await ports.tickets.comment(problemId, commentId);
  if (said === null) return null;
  return answerOne(ports, incident.id, { said, problems: [problemId], correlationId });
};

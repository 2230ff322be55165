/** What was said when a problem was solved is said on each of its incidents, and solves it. */
import { addComment } from '../../domain/ticket/comment.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { holdersOf } from '../../domain/ticket/holders.ts';
import { later } from '../../domain/ticket/instants.ts';
import { noteOn } from '../../domain/ticket/issue.ts';
import { UNANSWERED_NOTE } from '../../domain/ticket/problem.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { SYSTEM } from '../people.ts';
import { ABREAST } from '../tickets/each-of.ts';
import { keep } from '../tickets/keep.ts';
import { throwTogether, turns } from '../turns.ts';
import { type AnswerPorts, answerOne } from './answer-incident.ts';
import { hasWaiting, incidentPages, problemsIn } from './incident-pages.ts';

type Solved = Extract<TicketEvent, { type: 'ticket.problem-solved' }>;

/**
 * All are tried before the first failures are thrown; what is thrown comes again, and answers those who have no answer
 * yet. Each has a transaction, and so a mail, of its own.
 */
const answerAll = async (
  ports: AnswerPorts,
  event: Solved,
  problem: Ticket,
  commentId: string,
): Promise<void> => {
  const said = await ports.tickets.comment(problem.id, commentId);
  if (said === null) return;
  const { correlationId } = event;
  const problems = problemsIn(problem);
  const { take, failures } = turns();
  for await (const ids of incidentPages(ports, problems)) {
    for (let from = 0; from < ids.length; from += ABREAST) {
      const some = ids.slice(from, from + ABREAST);
      await Promise.all(
        some.map((id) => take(() => answerOne(ports, id, { said, problems, correlationId }))),
      );
    }
  }
  throwTogether(failures, 'incidents could not be answered');
};

/** Time solved it, or its requester: whoever holds it is told that its incidents wait. Once for each event. */
const tellUnanswered = async (ports: AnswerPorts, event: Solved, problem: Ticket): Promise<void> => {
  const id = ports.ids.derived('cmt', event.id, problem.id);
  if (problem.solvedAt === null || (await ports.tickets.comment(problem.id, id)) !== null) return;
  if (!(await hasWaiting(ports, problem))) return;
  const settings = await ports.settings.current();
  const now = later(ports.clock.now(), problem.updatedAt);
  const comment = noteOn(problem, { id, text: UNANSWERED_NOTE }, now);
  const tells = holdersOf(problem, settings).map((agent) => agent.id);
  const decision = addComment(problem, { comment, tells }, { now, settings, actor: SYSTEM });
  const { correlationId } = event;
  await keep(ports, { before: problem, decision, now, settings, actor: SYSTEM, correlationId });
};

/** Whatever fails is thrown, and comes again. */
export const answerIncidents =
  (ports: AnswerPorts) =>
  async (event: TicketEvent): Promise<void> => {
    if (event.type !== 'ticket.problem-solved') return;
    const problem = await ports.tickets.find(event.ticketId);
    if (problem === null) return;
    const { commentId } = event.payload;
    if (commentId === null) await tellUnanswered(ports, event, problem);
    else await answerAll(ports, event, problem, commentId);
  };

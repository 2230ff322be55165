/** Problems and their incidents: many tickets about one thing, solved by one answer (ADR 19). */
import type { DomainError } from '../errors.ts';
import { addComment } from './comment.ts';
import {
  answerNeeded,
  incidentNotFound,
  isAProblem,
  notAProblem,
  otherProblem,
  problemHasIncidents,
  problemUnanswered,
  ticketClosed,
} from './conflicts.ts';
import { type Circumstances, type Decision, decided, nothing } from './decision.ts';
import type { Actor, EventDraft } from './events.ts';
import type { Comment, Ticket } from './ticket.ts';
import { isOfDesk } from './transitions.ts';
import { isUnsolved } from './unsolved.ts';

/** So that one answer never becomes a mailing that takes hours. */
export const MOST_INCIDENTS = 1000;

/** What is said when a ticket becomes an incident of a problem, or is one no more; nothing when that stays. */
export const problemChanges = (before: string | null, after: string | null): readonly EventDraft[] =>
  before === after
    ? []
    : [{ type: 'ticket.changed', payload: { changes: { problemId: { before, after } } } }];

const problemChange = (incident: Ticket, problemId: string | null): Decision =>
  decided({ ...incident, problemId }, ...problemChanges(incident.problemId, problemId));

/** Throws NotAProblem, and TicketClosed for a problem that is over, merged ones too. */
export const refuseUnlessProblem = (problem: Ticket): void => {
  if (problem.type !== 'problem') throw notAProblem();
  if (problem.status === 'closed') throw ticketClosed(problem.id);
};

/**
 * Nothing when it is one already. Throws what `refuseUnlessProblem` throws, IsAProblem, TicketClosed, OtherProblem, and
 * ProblemUnanswered for an unsolved ticket whose problem was solved without a word.
 */
export const linkIncident = (incident: Ticket, problem: Ticket, _c: Circumstances): Decision => {
  refuseUnlessProblem(problem);
  if (incident.id === problem.id || incident.type === 'problem') throw isAProblem();
  const isLinked = incident.problemId === problem.id;
  if (!isLinked && incident.status === 'closed') throw ticketClosed(incident.id);
  if (!isLinked && incident.problemId !== null) throw otherProblem(incident.problemId);
  if (problem.status === 'solved' && problem.progress.replyId === null && isUnsolved(incident))
    throw problemUnanswered();
  return isLinked ? nothing(incident) : problemChange(incident, problem.id);
};

/** Throws IncidentNotFound (missing). */
export const unlinkIncident = (incident: Ticket, problemId: string, _c: Circumstances): Decision => {
  if (incident.problemId !== problemId) throw incidentNotFound();
  return problemChange(incident, null);
};

/** Whether the answer to its problem is for it too: a person waits, and nobody has told them yet. */
export const awaitsAnswer = (
  incident: Pick<Ticket, 'problemId' | 'spam' | 'status'>,
  problems: readonly string[],
): boolean =>
  incident.problemId !== null &&
  problems.includes(incident.problemId) &&
  !incident.spam &&
  isUnsolved(incident);

/**
 * Says on an incident what was said on the problem, and solves it. Nothing when it waits for no answer, or was told this
 * before and is open again. Files stay behind: they are read by those who may read the comment that brought them, which
 * nobody here may.
 */
export const answerIncident = (
  incident: Ticket,
  answer: { readonly said: Comment; readonly problems: readonly string[]; readonly id: string },
  c: Circumstances,
): Decision => {
  const { said, problems, id } = answer;
  if (!awaitsAnswer(incident, problems) || incident.progress.answeredBy === said.id) return nothing(incident);
  const comment = { ...said, id, ticketId: incident.id, attachments: [], mailId: null, createdAt: c.now };
  const answered = addComment(incident, { comment, status: 'solved' }, c);
  const { after } = answered;
  return { ...answered, after: { ...after, progress: { ...after.progress, answeredBy: said.id } } };
};

/** Why a change may not be made to a problem that has incidents: any, or any who wait for its answer. */
export interface Objection {
  readonly error: DomainError;
  readonly to: 'linked' | 'waiting';
}

/** null: whatever incidents it has, the change leaves none of them behind. */
export const objectionTo = (before: Ticket, { after, events }: Decision, actor: Actor): Objection | null => {
  if (before.type === 'problem' && after.type !== 'problem')
    return { error: problemHasIncidents(), to: 'linked' };
  const isUnanswered = events.some(
    ({ type, payload }) => type === 'ticket.problem-solved' && payload.commentId === null,
  );
  return isUnanswered && isOfDesk(actor) ? { error: answerNeeded(), to: 'waiting' } : null;
};

/** As `objectionTo`, of merging one ticket into another: only a problem can answer the incidents of a problem. */
export const objectionToMerge = (source: Ticket, target: Ticket): Objection | null =>
  source.type === 'problem' && target.type !== 'problem'
    ? { error: problemHasIncidents(), to: 'linked' }
    : null;

/** What agents read on a problem whose incidents could not be answered; they are spoken to, as the desk did not do it. */
export const UNANSWERED_NOTE =
  'This problem was solved without a word that its incidents could be told, so they still wait. Open it again, and solve it with a public comment that says what they are to hear.';

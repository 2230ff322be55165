/** Problems and their incidents: many tickets about one thing, solved by one answer (ADR 19). */
import { incidentNotFound, isAProblem, notAProblem, otherProblem, ticketClosed } from './conflicts.ts';
import { type Circumstances, type Decision, decided, nothing } from './decision.ts';
import type { EventDraft } from './events.ts';
import type { Comment, Ticket } from './ticket.ts';

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

/** Nothing when it is one already. Throws what `refuseUnlessProblem` throws, IsAProblem, TicketClosed, OtherProblem. */
export const linkIncident = (incident: Ticket, problem: Ticket, _c: Circumstances): Decision => {
  refuseUnlessProblem(problem);
  if (incident.problemId === problem.id) return nothing(incident);
  if (incident.id === problem.id || incident.type === 'problem') throw isAProblem();
  if (incident.status === 'closed') throw ticketClosed(incident.id);
  if (incident.problemId !== null) throw otherProblem(incident.problemId);
  return problemChange(incident, problem.id);
};

/** Throws IncidentNotFound (missing). */
export const unlinkIncident = (incident: Ticket, problemId: string, _c: Circumstances): Decision => {
  if (incident.problemId !== problemId) throw incidentNotFound();
  return problemChange(incident, null);
};

/** Whether the answer to its problem is for it too: a person waits, and nobody has told them yet. */
export const awaitsAnswer = (incident: Ticket, problems: readonly string[]): boolean =>
  incident.problemId !== null &&
  problems.includes(incident.problemId) &&
  !incident.spam &&
  incident.status !== 'solved' &&
  incident.status !== 'closed';

/**
 * What was said on the problem, for one incident. Files stay behind: they are read by those who may read the comment
 * that brought them, which nobody here may.
 */
export const answerFor = (incident: Ticket, said: Comment, id: string, createdAt: string): Comment => ({
  ...said,
  id,
  ticketId: incident.id,
  attachments: [],
  mailId: null,
  createdAt,
});

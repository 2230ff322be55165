/** Refusals that are true of a ticket's state, by stable name; each is a conflict unless it says otherwise. */
import { DomainError } from '../errors.ts';
import type { Status } from './words.ts';

/** A follow-up ticket is the way on; the use case of comments makes one. */
export const ticketClosed = (ticketId: string): DomainError =>
  new DomainError('TicketClosed', 'conflict', 'The ticket is closed; what comes now is a new ticket.', {
    extra: { ticketId },
  });

export const ticketSolved = (): DomainError =>
  new DomainError('TicketSolved', 'conflict', 'The ticket is solved; open it again first.');

export const statusNotAllowed = (from: Status, to: Status): DomainError =>
  new DomainError('StatusNotAllowed', 'conflict', `A ticket that is ${from} cannot become ${to}.`, {
    extra: { from, to },
  });

export const topLine = (): DomainError =>
  new DomainError('TopLine', 'conflict', 'There is no higher line to escalate to.');

export const nothingToReturnTo = (): DomainError =>
  new DomainError('NothingToReturnTo', 'conflict', 'The ticket was not escalated to this line.');

/** The workflow's last step came too early, or the ticket was opened again meanwhile. */
export const notYetDue = (): DomainError =>
  new DomainError('NotYetDue', 'conflict', 'The ticket is not due to be closed yet.');

export const nothingToRate = (): DomainError =>
  new DomainError('NothingToRate', 'conflict', 'No answer is being asked for on this ticket.');

/** Kind `missing`. */
export const participantNotFound = (): DomainError =>
  new DomainError('ParticipantNotFound', 'missing', 'There is no such participant on this ticket.');

export const tooManyParticipants = (most: number): DomainError =>
  new DomainError('TooManyParticipants', 'conflict', `A ticket has at most ${most} participants.`);

/** The other ticket of a merge stands in its way: `name` says how. */
export const mergeNotPossible = (
  name: 'MergeIntoItself' | 'MergeOfSpam' | 'MergeIntoSpam' | 'MergeIntoClosed' | 'MergeWithIssue',
  message: string,
): DomainError => new DomainError(name, 'conflict', message);

export const alreadyMerged = (mergedInto: string): DomainError =>
  new DomainError('AlreadyMerged', 'conflict', 'The ticket is merged already.', { extra: { mergedInto } });

export const targetMerged = (mergedInto: string): DomainError =>
  new DomainError('TargetMerged', 'conflict', 'The other ticket is merged itself.', {
    extra: { mergedInto },
  });

export const notMerged = (): DomainError =>
  new DomainError('NotMerged', 'conflict', 'The ticket is not merged into another.');

export const tooManyMerged = (most: number): DomainError =>
  new DomainError('TooManyMerged', 'conflict', `A ticket takes in at most ${most} others.`);

export const notAProblem = (): DomainError =>
  new DomainError('NotAProblem', 'conflict', 'Only a ticket of type problem has incidents.');

export const isAProblem = (): DomainError =>
  new DomainError('IsAProblem', 'conflict', 'A problem is no incident of another.');

export const otherProblem = (problemId: string): DomainError =>
  new DomainError('OtherProblem', 'conflict', 'The ticket is an incident of another problem.', {
    extra: { problemId },
  });

/** Kind `invalid`. */
export const answerNeeded = (): DomainError =>
  new DomainError(
    'AnswerNeeded',
    'invalid',
    'Tickets wait for the answer to this problem, and no agent has replied on it since it was opened. Solve it with a public comment: each of them is told what it says.',
  );

export const problemUnanswered = (): DomainError =>
  new DomainError(
    'ProblemUnanswered',
    'conflict',
    'The problem was solved without a public comment, so there is nothing to answer the ticket with. Open it again, link the ticket, and solve it with one.',
  );

export const problemHasIncidents = (): DomainError =>
  new DomainError(
    'ProblemHasIncidents',
    'conflict',
    'Tickets are linked to this problem, whose answer they wait for. Solve it, merge it into another problem, or take them out of it.',
  );

/** Kind `missing`. */
export const incidentNotFound = (): DomainError =>
  new DomainError('IncidentNotFound', 'missing', 'There is no such incident of this problem.');

export const tooManyIncidents = (most: number): DomainError =>
  new DomainError('TooManyIncidents', 'conflict', `A problem has at most ${most} incidents.`);

/** Merges a ticket into another: both change, in one transaction (ADR 19). */
import {
  alreadyMerged,
  mergeNotPossible,
  otherProblem,
  targetMerged,
  ticketClosed,
  tooManyMerged,
  tooManyParticipants,
} from './conflicts.ts';
import { type Circumstances, type Decision, decided, nothing } from './decision.ts';
import type { EventDraft } from './events.ts';
import { isUnderWay } from './issue.ts';
import { MOST_PARTICIPANTS } from './participants.ts';
import { problemChanges } from './problem.ts';
import { moveTo } from './status.ts';
import type { MergedTicket, Participant, Ticket } from './ticket.ts';

/** Tickets within one, those within those included: what its conversation is read from. */
export const MOST_MERGED = 25;

/** What becomes of the ticket that goes into another, and of that one. */
export interface TwoDecisions {
  readonly source: Decision;
  readonly target: Decision;
}

/** Everybody who hears of a ticket. */
export const peopleOf = ({ requester, participants }: Ticket): readonly Participant[] => [
  { email: requester.email, name: requester.name, kind: 'cc' },
  ...participants,
];

const within = (ticket: Ticket): readonly string[] =>
  ticket.progress.merged.flatMap(({ tickets }) => tickets);

const refuseMerge = (source: Ticket, target: Ticket): void => {
  if (source.mergedInto !== null) throw alreadyMerged(source.mergedInto);
  if (source.id === target.id)
    throw mergeNotPossible('MergeIntoItself', 'A ticket is not merged into itself.');
  if (source.spam) throw mergeNotPossible('MergeOfSpam', 'The ticket is marked as spam.');
  if (source.status === 'closed') throw ticketClosed(source.id);
  if (target.mergedInto !== null) throw targetMerged(target.mergedInto);
  if (target.spam) throw mergeNotPossible('MergeIntoSpam', 'The other ticket is marked as spam.');
  if (target.status === 'closed') throw mergeNotPossible('MergeIntoClosed', 'The other ticket is closed.');
  if (source.issue !== null && isUnderWay(source.issue))
    throw mergeNotPossible(
      'MergeWithIssue',
      'Developers have an issue for the ticket: merge the other one into it, or wait for their answer.',
    );
};

/** The problem of which the target is an incident from now on, because the source is; null: nothing changes. */
const problemBrought = (source: Ticket, target: Ticket): string | null => {
  const { problemId } = source;
  if (problemId === null || problemId === target.id || problemId === target.problemId) return null;
  if (target.problemId !== null || target.type === 'problem') throw otherProblem(problemId);
  return problemId;
};

/** What its people asked is open, and stands on the target now: as if they had asked there. */
const reopened = (source: Ticket, target: Ticket, c: Circumstances): Decision | null =>
  source.status !== 'solved' && target.status === 'solved' ? moveTo(target, 'open', c) : null;

/** Whether somebody waits for a word on it. */
const isUnanswered = ({ marks }: Ticket): boolean =>
  marks.firstReplyAt === null || marks.unansweredSince !== null;

/** The target with what the other ticket brings or takes along: the event that says so stands first. */
export const hosted = (
  { after: ticket, events }: Decision,
  {
    merged,
    ...now
  }: Pick<Ticket, 'participants' | 'problemId'> & { readonly merged: readonly MergedTicket[] },
  event: EventDraft,
): Decision =>
  decided(
    { ...ticket, ...now, progress: { ...ticket.progress, merged } },
    event,
    ...problemChanges(ticket.problemId, now.problemId),
    ...events,
  );

/**
 * The source is closed and keeps its conversation; whoever heard of it hears of the target, which an open question opens
 * again and which is an incident of the source's problem from then on. Throws AlreadyMerged, MergeIntoItself, MergeOfSpam,
 * TicketClosed, TargetMerged, MergeIntoSpam, MergeIntoClosed, MergeWithIssue, OtherProblem, TooManyMerged,
 * TooManyParticipants.
 */
export const merge = (source: Ticket, target: Ticket, c: Circumstances): TwoDecisions => {
  refuseMerge(source, target);
  const tickets = [source.id, ...within(source)];
  if (within(target).length + tickets.length > MOST_MERGED) throw tooManyMerged(MOST_MERGED);
  const there = new Set(peopleOf(target).map(({ email }) => email));
  const joining = peopleOf(source).filter(({ email }) => !there.has(email));
  const participants = [...target.participants, ...joining];
  if (participants.length > MOST_PARTICIPANTS) throw tooManyParticipants(MOST_PARTICIPANTS);
  const joined = joining.map(({ email }) => email);
  const brought = problemBrought(source, target);
  const opened = reopened(source, target, c);
  const asks = opened !== null && isUnanswered(source) ? { asks: true } : {};
  const taken: MergedTicket = {
    ticketId: source.id,
    tickets,
    joined,
    ...(brought === null ? {} : { problemId: brought }),
  };
  return {
    source: decided(
      {
        ...source,
        status: 'closed',
        closedAt: c.now,
        mergedInto: target.id,
        progress: { ...source.progress, beforeMerge: { status: source.status } },
      },
      { type: 'ticket.merged', payload: { into: target.id, before: source.status } },
    ),
    target: hosted(
      opened ?? nothing(target),
      { participants, problemId: brought ?? target.problemId, merged: [...target.progress.merged, taken] },
      { type: 'ticket.merged-in', payload: { source: source.id, number: source.number, joined, ...asks } },
    ),
  };
};

/** Merges a ticket into another, and takes that back: both tickets change, in one transaction (ADR 19). */
import {
  alreadyMerged,
  mergeNotPossible,
  notMerged,
  targetMerged,
  ticketClosed,
  tooManyMerged,
  tooManyParticipants,
} from './conflicts.ts';
import { type Circumstances, type Decision, decided } from './decision.ts';
import type { EventDraft } from './events.ts';
import { MOST_PARTICIPANTS } from './participants.ts';
import type { MergedTicket, Participant, Ticket } from './ticket.ts';
import { cannotHold } from './where.ts';

/** Tickets within one, those within those included: what its conversation is read from. */
export const MOST_MERGED = 25;

/** What becomes of the ticket that goes into another, and of that one. */
export interface TwoDecisions {
  readonly source: Decision;
  readonly target: Decision;
}

/** Everybody who hears of a ticket. */
const peopleOf = ({ requester, participants }: Ticket): readonly Participant[] => [
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
};

/**
 * The source is closed and keeps its conversation; whoever heard of it hears of the target. Throws AlreadyMerged,
 * MergeIntoItself, MergeOfSpam, TicketClosed, TargetMerged, MergeIntoSpam, MergeIntoClosed, TooManyMerged,
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
    target: decided(
      {
        ...target,
        participants,
        progress: {
          ...target.progress,
          merged: [...target.progress.merged, { ticketId: source.id, tickets, joined }],
        },
      },
      { type: 'ticket.merged-in', payload: { source: source.id, number: source.number, joined } },
    ),
  };
};

/** Those who came with the source and with nobody else leave; the others now stand with whom else they came with. */
const withoutSource = (
  merged: readonly MergedTicket[],
  source: Ticket,
  others: readonly Ticket[],
): { readonly merged: readonly MergedTicket[]; readonly left: readonly string[] } => {
  const joined = merged.find(({ ticketId }) => ticketId === source.id)?.joined ?? [];
  const hostOf = (email: string): string | undefined =>
    others.find((one) => peopleOf(one).some((person) => person.email === email))?.id;
  return {
    left: joined.filter((email) => hostOf(email) === undefined),
    merged: merged
      .filter(({ ticketId }) => ticketId !== source.id)
      .map((one) => ({
        ...one,
        joined: [...one.joined, ...joined.filter((email) => hostOf(email) === one.ticketId)],
      })),
  };
};

const waitsAnew = ({ progress }: Ticket, now: string) => ({
  pendingSince: progress.pendingSince === null ? null : now,
  detailsAskedAt: progress.detailsAskedAt === null ? null : now,
});

/** The assignee, as long as they can still hold it and have room. */
const assigneeKept = (
  source: Ticket,
  status: Ticket['status'],
  hasRoom: boolean,
  c: Circumstances,
): boolean =>
  source.assigneeId === null ||
  status === 'solved' ||
  (hasRoom && cannotHold(c.settings, source.assigneeId, source.line) === null);

const takenBack = (source: Ticket, hasRoom: boolean, c: Circumstances): Decision => {
  const { mergedInto, progress, assigneeId } = source;
  if (mergedInto === null || progress.beforeMerge === null) throw notMerged();
  const { status } = progress.beforeMerge;
  const isKept = assigneeKept(source, status, hasRoom, c);
  const events: readonly EventDraft[] = [
    { type: 'ticket.unmerged', payload: { from: mergedInto, after: status } },
    ...(isKept
      ? []
      : [
          {
            type: 'ticket.assigned',
            payload: {
              assigneeId: null,
              before: assigneeId,
              groupId: source.groupId,
              line: source.line,
              reason: 'its agent has no room for it any more',
            },
          } as const,
        ]),
  ];
  return decided(
    {
      ...source,
      status,
      closedAt: null,
      mergedInto: null,
      assigneeId: isKept ? assigneeId : null,
      // Its workflow has ended and starts anew.
      generation: source.generation + 1,
      progress: {
        ...progress,
        ...waitsAnew(source, c.now),
        needsRouting: progress.needsRouting || !isKept,
        beforeMerge: null,
      },
    },
    ...events,
  );
};

/**
 * Gives both back what merging took: the source its status, its people, its line and group, and its assignee while
 * there is room. What has been said since stays where it was said. Waits for an answer begin anew, so that nobody is
 * solved by time that they could not see pass. `others`: the tickets that stay merged into the target. Throws NotMerged,
 * TargetMerged: the target itself is merged, and has to come back first.
 */
export const unmerge = (
  source: Ticket,
  target: Ticket,
  more: { readonly others: readonly Ticket[]; readonly hasRoom: boolean },
  c: Circumstances,
): TwoDecisions => {
  const back = takenBack(source, more.hasRoom, c);
  if (target.mergedInto !== null) throw targetMerged(target.mergedInto);
  const { merged, left } = withoutSource(target.progress.merged, source, more.others);
  return {
    source: back,
    target: decided(
      {
        ...target,
        participants: target.participants.filter(({ email }) => !left.includes(email)),
        progress: { ...target.progress, merged },
      },
      { type: 'ticket.merged-out', payload: { source: source.id, number: source.number, left } },
    ),
  };
};

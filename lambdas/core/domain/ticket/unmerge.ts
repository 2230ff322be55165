/** Takes a merge back: both tickets change, in one transaction (ADR 19). */
import { notMerged, targetMerged } from './conflicts.ts';
import { type Circumstances, type Decision, decided, nothing } from './decision.ts';
import type { EventDraft } from './events.ts';
import { isUnderWay } from './issue.ts';
import { hosted, peopleOf, type TwoDecisions } from './merge.ts';
import type { MergedTicket, Ticket } from './ticket.ts';
import { cannotHold } from './where.ts';
import type { Status } from './words.ts';

/** Who and what came with the source and with no other leaves; the rest now stands with whom else it came with. */
const withoutSource = (
  merged: readonly MergedTicket[],
  source: Ticket,
  others: readonly Ticket[],
): {
  readonly merged: readonly MergedTicket[];
  readonly left: readonly string[];
  readonly problemLeft: string | null;
} => {
  const own = merged.find(({ ticketId }) => ticketId === source.id);
  const joined = own?.joined ?? [];
  const problemId = own?.problemId;
  const problemHost = others.find((one) => problemId !== undefined && one.problemId === problemId)?.id;
  const hostOf = (email: string): string | undefined =>
    others.find((one) => peopleOf(one).some((person) => person.email === email))?.id;
  return {
    left: joined.filter((email) => hostOf(email) === undefined),
    problemLeft: problemHost === undefined ? (problemId ?? null) : null,
    merged: merged
      .filter(({ ticketId }) => ticketId !== source.id)
      .map((one) => ({
        ...one,
        joined: [...one.joined, ...joined.filter((email) => hostOf(email) === one.ticketId)],
        ...(problemHost === one.ticketId ? { problemId } : {}),
      })),
  };
};

const waitsAnew = ({ progress }: Ticket, now: string) => ({
  pendingSince: progress.pendingSince === null ? null : now,
  detailsAskedAt: progress.detailsAskedAt === null ? null : now,
});

/** The assignee, as long as they can still hold it and have room. */
const assigneeKept = (source: Ticket, status: Status, hasRoom: boolean, c: Circumstances): boolean =>
  source.assigneeId === null ||
  status === 'solved' ||
  (hasRoom && cannotHold(c.settings, source.assigneeId, source.line) === null);

/** What waited for developers does so no more once they have answered, which it could not be told while it was merged. */
const statusAfter = ({ issue }: Ticket, before: Status): Status =>
  before === 'on-hold' && issue !== null && !isUnderWay(issue) ? 'open' : before;

const takenBack = (source: Ticket, hasRoom: boolean, c: Circumstances): Decision => {
  const { mergedInto, progress, assigneeId } = source;
  if (mergedInto === null || progress.beforeMerge === null) throw notMerged();
  const status = statusAfter(source, progress.beforeMerge.status);
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
  const { merged, left, problemLeft } = withoutSource(target.progress.merged, source, more.others);
  return {
    source: back,
    target: hosted(
      nothing(target),
      {
        participants: target.participants.filter(({ email }) => !left.includes(email)),
        problemId: target.problemId === problemLeft ? null : target.problemId,
        merged,
      },
      { type: 'ticket.merged-out', payload: { source: source.id, number: source.number, left } },
    ),
  };
};

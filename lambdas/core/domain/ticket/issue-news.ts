/** What developers tell about the issue of a ticket: how far it is, when a fix is expected, and in words. */
import { invalid } from '../errors.ts';
import type { Circumstances, Decision } from './decision.ts';
import type { EventDraft } from './events.ts';
import { whyNoFix } from './expected-fix.ts';
import { type Note, noteOn } from './issue.ts';
import { moveTo } from './status.ts';
import type { Issue, Ticket } from './ticket.ts';
import { isUnsolved } from './unsolved.ts';

/** Absent: nothing was said of it. */
export interface IssueNews {
  readonly state?: 'in-progress' | 'done' | 'rejected';
  /** ISO 8601 UTC; null: nobody says any more. */
  readonly expectedFixAt?: string | null;
  readonly comment?: string;
}

/** A fix that is there is expected no more; on a ticket that is over nothing is promised. */
const fixAfter = (ticket: Ticket, news: IssueNews): string | null => {
  const before = ticket.promises.expectedFixAt;
  if (!isUnsolved(ticket)) return before;
  if (news.state === 'done') return null;
  return news.expectedFixAt === undefined ? before : news.expectedFixAt;
};

/** A fix that is expected on a ticket that is over: its agents read of it, once; its requester is told nothing. */
const lateFix = (ticket: Ticket, issue: Issue, { state, expectedFixAt = null }: IssueNews): string | null => {
  const isNews = expectedFixAt !== ticket.promises.expectedFixAt && expectedFixAt !== issue.lateFixAt;
  return !isUnsolved(ticket) && state !== 'done' && isNews ? expectedFixAt : null;
};

const refuseNoFix = (at: string | null, before: string | null, now: string): void => {
  const why = at === null || at === before ? null : whyNoFix(at, now);
  if (why !== null) throw invalid([{ path: 'expectedFixAt', message: why }]);
};

/** When a fix is expected, and whether the requester was told so. */
export interface FixNoted {
  readonly at: string | null;
  readonly isPromised: boolean;
}

/**
 * Done or rejected, the ticket is open again with its agent, unless somebody had moved it meanwhile. Nothing when
 * nothing is new. `noteOf` makes the note's words from the issue as it is now. Throws InvalidInput for a fix in the past, or years away.
 */
export const heardOfIssue = (
  ticket: Ticket,
  issue: Issue,
  input: {
    readonly news: IssueNews;
    readonly noteId: string;
    readonly noteOf: (issue: Issue, fix: FixNoted) => string;
  },
  c: Circumstances,
): Decision => {
  const { news } = input;
  const state = news.state ?? issue.state;
  const expectedFixAt = fixAfter(ticket, news);
  const before = ticket.promises.expectedFixAt;
  const late = lateFix(ticket, issue, news);
  refuseNoFix(late ?? expectedFixAt, before, c.now);
  const isNewState = state !== issue.state;
  const commented = news.comment !== undefined || late !== null;
  const told = isNewState || commented;
  const now: Issue = { ...issue, state, ...(late === null ? {} : { lateFixAt: late }) };
  const heard: Ticket = { ...ticket, issue: now, promises: { ...ticket.promises, expectedFixAt } };
  const waits = ticket.status === 'on-hold' || ticket.status === 'pending';
  const isBack = isNewState && (state === 'done' || state === 'rejected') && waits;
  const moved = moveTo(heard, isBack ? 'open' : ticket.status, c);
  const note: Note = {
    id: input.noteId,
    text: input.noteOf(now, { at: late ?? expectedFixAt, isPromised: late === null }),
  };
  const events: readonly EventDraft[] = [
    ...(told
      ? [
          {
            type: 'ticket.issue-changed' as const,
            payload: {
              issueId: issue.id,
              target: issue.target,
              before: issue.state,
              after: state,
              commented,
              commentId: note.id,
            },
          },
        ]
      : []),
    ...(expectedFixAt === before
      ? []
      : [
          {
            type: 'ticket.changed' as const,
            payload: { changes: { expectedFixAt: { before, after: expectedFixAt } } },
          },
        ]),
    ...moved.events,
  ];
  return { after: moved.after, events, comments: told ? [noteOn(ticket, note, c.now)] : [] };
};

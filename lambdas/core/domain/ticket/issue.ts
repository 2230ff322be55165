/** A ticket that waits for developers: an issue in their tracker, from being asked for to being done (ADR 20). */
import { DomainError } from '../errors.ts';
import { ticketClosed, ticketSolved } from './conflicts.ts';
import { type Circumstances, type Decision, nothing } from './decision.ts';
import type { EventDraft } from './events.ts';
import { moveTo } from './status.ts';
import type { Comment, Issue, Ticket } from './ticket.ts';

/** The developers have it, or are being told of it. */
export const isUnderWay = ({ state }: Pick<Issue, 'state'>): boolean =>
  state === 'asked' || state === 'opened' || state === 'in-progress';

/** The developers have not been told of it, as far as the ticket knows. */
export const isUntold = ({ state }: Issue): boolean => state === 'asked' || state === 'unsent';

const issueUnderWay = ({ target, reference }: Issue): DomainError =>
  new DomainError('IssueUnderWay', 'conflict', 'The developers have an issue for this ticket already.', {
    extra: { target, reference },
  });

/** What is put on the ticket among agents. */
export interface Note {
  readonly id: string;
  readonly text: string;
}

export const noteOn = (ticket: Ticket, { id, text }: Note, now: string): Comment => ({
  id,
  ticketId: ticket.id,
  author: { kind: 'system', id: null, email: null, name: null },
  public: false,
  channel: 'api',
  bodyText: text,
  bodyHtml: null,
  visibleText: text,
  attachments: [],
  mailId: null,
  createdAt: now,
});

/**
 * Puts the ticket on hold until the developers answer; the issue itself is made behind the event. Throws TicketClosed,
 * TicketSolved, IssueUnderWay while another has neither ended nor failed.
 */
export const askDevelopers = (
  ticket: Ticket,
  input: { readonly issueId: string; readonly target: string; readonly reason: string },
  c: Circumstances,
): Decision => {
  if (ticket.status === 'closed') throw ticketClosed(ticket.id);
  if (ticket.status === 'solved') throw ticketSolved();
  if (ticket.issue !== null && isUnderWay(ticket.issue)) throw issueUnderWay(ticket.issue);
  const { issueId: id, target } = input;
  const issue: Issue = { id, target, state: 'asked', askedAt: c.now, reference: null, url: null };
  const held = moveTo({ ...ticket, issue }, 'on-hold', c);
  return {
    after: held.after,
    events: [{ type: 'ticket.issue-asked', payload: { ...input } }, ...held.events],
    comments: [],
  };
};

const withNote = (
  moved: Pick<Decision, 'after' | 'events'>,
  event: EventDraft,
  note: Note,
  c: Circumstances,
): Decision => ({
  after: moved.after,
  events: [event, ...moved.events],
  comments: [noteOn(moved.after, note, c.now)],
});

/** The ticket's own issue of this id, or null when another has taken its place. */
const ownIssue = (ticket: Ticket, issueId: string): Issue | null =>
  ticket.issue?.id === issueId ? ticket.issue : null;

/**
 * A tracker may call back before it has answered the request that made the issue: how far the issue is is known then,
 * and what it is called is not.
 */
const isNameless = ({ reference, url }: Issue): boolean => reference === null && url === null;

/**
 * The tracker has it. Nothing when the ticket knows that already, or waits for another issue by now; what developers
 * have told of it meanwhile stays.
 */
export const issueOpened = (
  ticket: Ticket,
  input: {
    readonly issueId: string;
    readonly reference: string | null;
    readonly url: string | null;
    readonly note: Note;
  },
  c: Circumstances,
): Decision => {
  const issue = ownIssue(ticket, input.issueId);
  const { issueId, reference, url, note } = input;
  const isNamed = reference !== null || url !== null;
  if (issue === null || !(isUntold(issue) || (isNameless(issue) && isNamed))) return nothing(ticket);
  const state = isUntold(issue) ? 'opened' : issue.state;
  const opened: Ticket = { ...ticket, issue: { ...issue, state, reference, url } };
  // One that seemed lost gave the ticket back to its line.
  const waitsAgain = issue.state === 'unsent' && (ticket.status === 'open' || ticket.status === 'new');
  const moved = waitsAgain ? moveTo(opened, 'on-hold', c) : nothing(opened);
  const payload = { issueId, target: issue.target, reference, url, commentId: note.id };
  return withNote(moved, { type: 'ticket.issue-opened', payload }, note, c);
};

/** It could not be sent: the ticket goes back to its line. Nothing when that is known, or was overtaken. */
export const issueFailed = (
  ticket: Ticket,
  input: { readonly issueId: string; readonly reason: string; readonly note: Note },
  c: Circumstances,
): Decision => {
  const issue = ownIssue(ticket, input.issueId);
  if (issue?.state !== 'asked') return nothing(ticket);
  const { issueId, reason, note } = input;
  const unsent: Ticket = { ...ticket, issue: { ...issue, state: 'unsent' } };
  const moved = ticket.status === 'on-hold' ? moveTo(unsent, 'open', c) : nothing(unsent);
  const payload = { issueId, target: issue.target, reason, commentId: note.id };
  return withNote(moved, { type: 'ticket.issue-failed', payload }, note, c);
};

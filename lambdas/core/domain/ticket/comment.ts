/** Adds a comment, and moves the status as the comment does by itself or as the agent asks with it: one change. */
import { ticketClosed } from './conflicts.ts';
import type { Circumstances, Decision } from './decision.ts';
import { mustWait } from './held.ts';
import { calledAfter, mentionsIn } from './mentions.ts';
import { type MoveContext, moveTo } from './status.ts';
import type { Comment, Ticket } from './ticket.ts';
import { isUnsolved } from './unsolved.ts';
import type { Status } from './words.ts';

export interface CommentInput {
  readonly comment: Comment;
  /** From the requester's side only `solved`, and `open`, which a comment brings by itself. */
  readonly status?: Status | undefined;
  /** The use case found a mere "thanks" (thanks.ts); counts only from the requester's side on a solved ticket. */
  readonly thanks?: boolean | undefined;
  /** The use case found that it only promises an answer, or the like (triage/details/nothing-yet.ts). */
  readonly nothingYet?: boolean | undefined;
  /** Said to another desk: nobody is told; `history` leaves the ticket as it is, also when it is closed. */
  readonly imported?: 'open' | 'history' | undefined;
  /** Of a note: agents who are told of it although it does not name them. */
  readonly tells?: readonly string[] | undefined;
}

const writtenBy = (comment: Comment) => ({
  requesterSide:
    comment.public && (comment.author.kind === 'requester' || comment.author.kind === 'participant'),
  reply: comment.public && comment.author.kind === 'agent',
});

/** Where the comment leads when nobody names a status. */
const naturalStatus = (ticket: Ticket, comment: Comment): Status => {
  const { requesterSide, reply } = writtenBy(comment);
  if (requesterSide) return ticket.status === 'new' ? 'new' : 'open';
  return reply && ticket.status === 'new' ? 'open' : ticket.status;
};

/** A mere thanks, or a word on a solved ticket with "it is solved": nothing to open it for. */
const isSettled = (ticket: Ticket, { comment, status, thanks }: CommentInput): boolean =>
  writtenBy(comment).requesterSide &&
  ticket.status === 'solved' &&
  (status === 'solved' || (status === undefined && thanks === true));

/** It answers no question for details, so it uses up none. Who says a status with it wants something else. */
const isNothingYet = ({ comment, status, nothingYet }: CommentInput): boolean =>
  writtenBy(comment).requesterSide && status === undefined && nothingYet === true;

/** The ticket goes on waiting for its details, by the time at which they were asked for. */
const keepsWaiting = (ticket: Ticket, input: CommentInput, { settings }: Circumstances): boolean =>
  isNothingYet(input) && mustWait(ticket, settings);

const statusAfter = (ticket: Ticket, input: CommentInput, c: Circumstances): Status => {
  const { comment, status } = input;
  if (input.imported === 'history' || keepsWaiting(ticket, input, c)) return ticket.status;
  if (isSettled(ticket, input)) return 'solved';
  const opens = status === 'open' && writtenBy(comment).requesterSide;
  return status === undefined || opens ? naturalStatus(ticket, comment) : status;
};

/**
 * The wait for details ends with an answer, or with an agent who takes over. Whatever the requester's side says while
 * some are missing is analysed, also what was given late; but where nothing was given, nothing is to be asked again.
 */
const progressAfter = (
  before: Ticket,
  moved: Ticket,
  input: CommentInput,
  now: string,
): Ticket['progress'] => {
  const { comment } = input;
  const { requesterSide, reply } = writtenBy(comment);
  const { progress } = moved;
  const isAwaited = before.progress.detailsAskedAt !== null || before.missingDetails.length > 0;
  if (requesterSide && isAwaited && !isNothingYet(input))
    return { ...progress, needsAnalysis: isUnsolved(moved) };
  if (!reply) return progress;
  // What is said after it was solved is not what solved it.
  const replyId = before.status === 'solved' && moved.status === 'solved' ? progress.replyId : comment.id;
  const taken = { ...progress, shouldAskForDetails: false, detailsAskedAt: null, replyId };
  return moved.status === 'pending' ? { ...taken, pendingSince: now } : taken;
};

/**
 * One `ticket.commented`, then the status event if the status moved. Internal notes are possible on a closed ticket.
 * Throws TicketClosed for a public comment there, and what `transition` throws.
 */
export const addComment = (ticket: Ticket, input: CommentInput, c: Circumstances): Decision => {
  const { comment } = input;
  const { reply } = writtenBy(comment);
  const isHistory = input.imported === 'history';
  if (ticket.status === 'closed' && !isHistory && (comment.public || input.status !== undefined))
    throw ticketClosed(ticket.id);

  const to = statusAfter(ticket, input, c);
  // The rating is credited to a person: an answer by a machine key has none.
  const context: MoveContext = reply
    ? { reply: { agentId: c.actor.kind === 'agent' ? comment.author.id : null, commentId: comment.id } }
    : {};
  const moved = moveTo(ticket, to, c, context);
  const solves = reply && to === 'solved' && ticket.status !== 'solved';
  const isNoteOfAgent = !comment.public && comment.author.kind === 'agent';
  const named = isNoteOfAgent ? mentionsIn(comment.visibleText, c.settings.agents) : [];
  const mentions = [...new Set([...named, ...(input.tells ?? [])])];
  const progress = progressAfter(ticket, moved.after, input, c.now);
  return {
    after: { ...moved.after, called: calledAfter(ticket.called, mentions), progress },
    events: [
      {
        type: 'ticket.commented',
        payload: {
          commentId: comment.id,
          public: comment.public,
          authorKind: comment.author.kind,
          authorEmail: comment.author.email,
          status: to,
          solves,
          thanks: isSettled(ticket, input),
          mentions,
          ...(input.imported === undefined ? {} : { quiet: true }),
          ...(keepsWaiting(ticket, input, c) ? { nothingYet: true } : {}),
        },
      },
      ...moved.events,
    ],
    comments: [comment],
  };
};

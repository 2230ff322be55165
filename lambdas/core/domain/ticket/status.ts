/** Moves a ticket to another status, with everything that begins or ends there; every status change goes through here. */
import { and, type Circumstances, type Decision, decided, nothing } from './decision.ts';
import type { EventDraft } from './events.ts';
import { handBackOfLeaver } from './leaver.ts';
import type { Progress, Satisfaction, Ticket } from './ticket.ts';
import { isOfDesk, transition } from './transitions.ts';
import type { Status } from './words.ts';

/** What the move is part of. */
export interface MoveContext {
  /** The public agent comment of the same change; the survey is credited to its author. */
  readonly reply?: { readonly agentId: string | null; readonly commentId: string };
  /** Time solves it, not a person. */
  readonly auto?: boolean;
}

const NO_SATISFACTION: Satisfaction = {
  status: null,
  comment: null,
  offeredAt: null,
  ratedAt: null,
  agentId: null,
};

/** Whatever was to happen in the old status is over: asking for details, waiting for them, nudging. */
const settled = (progress: Progress): Progress => ({
  ...progress,
  shouldAskForDetails: false,
  detailsAskedAt: null,
  pendingSince: null,
});

/**
 * What the desk says by solving it: the reply of this change, else the last one. Neither time nor the requester speaks for
 * the desk: what it said last may have been a question.
 */
const saidWith = (ticket: Ticket, { actor }: Circumstances, { reply }: MoveContext): string | null =>
  reply?.commentId ?? (isOfDesk(actor) ? ticket.progress.replyId : null);

const solve = (ticket: Ticket, c: Circumstances, context: MoveContext): Decision => {
  const agentId = context.reply === undefined ? ticket.marks.lastReplyBy : context.reply.agentId;
  const auto = context.auto ?? false;
  const replyId = saidWith(ticket, c, context);
  return decided(
    {
      ...ticket,
      status: 'solved',
      solvedAt: c.now,
      satisfaction: { ...NO_SATISFACTION, agentId },
      progress: { ...settled(ticket.progress), autoSolved: auto, replyId },
    },
    {
      type: 'ticket.solved',
      payload: { before: ticket.status, auto, withComment: context.reply !== undefined, agentId },
    },
    ...(ticket.type === 'problem'
      ? [{ type: 'ticket.problem-solved', payload: { commentId: replyId } } as const]
      : []),
  );
};

const close = (ticket: Ticket, c: Circumstances): Decision =>
  decided(
    { ...ticket, status: 'closed', closedAt: c.now, progress: settled(ticket.progress) },
    { type: 'ticket.closed', payload: { solvedAt: ticket.solvedAt } },
  );

/** Withdraws a survey that nobody has answered: its question is about a resolution that was none. */
const reopen = (ticket: Ticket): Decision => {
  const { status, offeredAt, agentId } = ticket.satisfaction;
  const reopened: EventDraft = { type: 'ticket.reopened', payload: { before: 'solved', after: 'open' } };
  const open: Ticket = {
    ...ticket,
    status: 'open',
    solvedAt: null,
    progress: { ...settled(ticket.progress), autoSolved: false, replyId: null },
  };
  if (status !== 'offered' || offeredAt === null) return decided(open, reopened);
  return decided({ ...open, satisfaction: { ...ticket.satisfaction, status: 'withdrawn' } }, reopened, {
    type: 'satisfaction.withdrawn',
    payload: { offeredAt, agentId, groupId: ticket.groupId },
  });
};

/**
 * The ticket in its new status and the one event that says so (`ticket.solved`, `ticket.closed`, `ticket.reopened`, else
 * `ticket.status-changed`). Nothing when it is there already. Throws what `transition` throws.
 */
export const moveTo = (ticket: Ticket, to: Status, c: Circumstances, context: MoveContext = {}): Decision => {
  if (ticket.status === to) return nothing(ticket);
  transition(ticket.status, to, c.actor.kind, ticket.id);
  if (to === 'solved') return solve(ticket, c, context);
  if (to === 'closed') return close(ticket, c);
  if (ticket.status === 'solved') return and(reopen(ticket), (opened) => handBackOfLeaver(opened, c));
  // Nobody is nudged, or solved by time, while it is the desk that owes an answer.
  const owesNothing = ticket.marks.lastReplyAt !== null && ticket.marks.unansweredSince === null;
  const pendingSince = to === 'pending' && owesNothing ? c.now : null;
  return decided(
    { ...ticket, status: to, progress: { ...settled(ticket.progress), pendingSince } },
    { type: 'ticket.status-changed', payload: { before: ticket.status, after: to } },
  );
};

/** Whether a ticket is held until its requester says more: one rule for asking, and for letting it go (product.md section 5). */
import type { Settings } from '../settings/schemas.ts';
import { type Circumstances, type Decision, nothing } from './decision.ts';
import { moveTo } from './status.ts';
import type { Ticket } from './ticket.ts';
import { categoryOf } from './where.ts';

/** Rounds of asking after which a ticket goes on with what is known. */
export const MOST_DETAIL_ROUNDS = 2;

type Holdable = Pick<Ticket, 'priority' | 'requester' | 'category'>;
type Categories = Pick<Settings, 'groups' | 'categories'>;

/**
 * Never in categories marked so (payments, licences), never `urgent`, never on the premium plan. A category that the
 * settings no longer have asks for nothing.
 */
export const mayBeHeld = (ticket: Holdable, settings: Categories): boolean => {
  const category = categoryOf(settings, ticket.category);
  return (
    category !== undefined &&
    !category.neverHeld &&
    ticket.priority !== 'urgent' &&
    ticket.requester.plan !== 'premium'
  );
};

/** Nobody is asked by a machine more than twice, nor once a person has answered or the matter is settled. */
export const mayAsk = (ticket: Ticket, settings: Categories): boolean =>
  ticket.marks.firstReplyAt === null &&
  (ticket.status === 'new' || ticket.status === 'open') &&
  ticket.progress.detailsRounds < MOST_DETAIL_ROUNDS &&
  mayBeHeld(ticket, settings);

/** Analysis wanted to ask, and nothing has come between that forbids it. */
export const isAskingDue = (ticket: Holdable & Pick<Ticket, 'progress'>, settings: Categories): boolean =>
  ticket.progress.shouldAskForDetails && mayBeHeld(ticket, settings);

export const isHeld = ({ status, progress }: Pick<Ticket, 'status' | 'progress'>): boolean =>
  status === 'pending' && progress.detailsAskedAt !== null;

/** It is held, and may be: only what its requester says, a person or time ends that. */
export const mustWait = (ticket: Ticket, settings: Categories): boolean =>
  isHeld(ticket) && ticket.missingDetails.length > 0 && mayBeHeld(ticket, settings);

/**
 * Opens a ticket that is held though nothing is missing any more, or though it may not be: as an answer of its requester
 * does, its clocks run on and somebody is looked for who can have it. Nothing for every other ticket.
 */
export const release = (ticket: Ticket, c: Circumstances): Decision => {
  if (!isHeld(ticket) || mustWait(ticket, c.settings)) return nothing(ticket);
  const { after, events, comments } = moveTo(ticket, 'open', c);
  const needsRouting = after.progress.needsRouting || after.assigneeId === null;
  return { after: { ...after, progress: { ...after.progress, needsRouting } }, events, comments };
};

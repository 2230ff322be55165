/** Where the workflow of a ticket has to go now, read from the ticket alone: an execution may die and be reborn. */
import type { Settings } from '../settings/schemas.ts';
import { isAskingDue } from './held.ts';
import { isOver, momentsOf } from './moments.ts';
import { isRoutingDue } from './routing-due.ts';
import type { Ticket } from './ticket.ts';

/** The words that the state machine's one Choice knows. */
export const PLACES = ['analyse', 'ask', 'assign', 'await', 'survey', 'rating', 'end'] as const;
export type PlaceName = (typeof PLACES)[number];

export interface Place {
  readonly next: PlaceName;
  /** When a wait there ends by itself; for places that do not wait: a time that has passed. */
  readonly wakeAt: string;
}

/**
 * When a ticket wakes that has nothing ahead: whoever waits puts an end to the wait that the wait can have. A time of the
 * ticket's own would come, be the same afterwards, and so come again every second.
 */
export const NEVER = '9999-12-31T23:59:59.999Z';

/** Acting on a place whose `wakeAt` has passed always leads to another place or a later time. */
export const placeOf = (ticket: Ticket, settings: Settings, now: string = ticket.updatedAt): Place => {
  const atOnce = (next: PlaceName): Place => ({ next, wakeAt: ticket.updatedAt });
  if (isOver(ticket)) return atOnce('end');
  if (ticket.progress.needsAnalysis) return atOnce('analyse');
  if (isAskingDue(ticket, settings)) return atOnce('ask');
  if (isRoutingDue(ticket, now)) return atOnce('assign');
  const wakeAt = momentsOf(ticket, settings, now)[0]?.at ?? NEVER;
  if (ticket.status !== 'solved') return { next: 'await', wakeAt };
  return { next: ticket.progress.surveyDecidedFor === ticket.solvedAt ? 'rating' : 'survey', wakeAt };
};

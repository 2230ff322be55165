/** Where the workflow of a ticket has to go now, read from the ticket alone: an execution may die and be reborn. */
import type { Settings } from '../settings/schemas.ts';
import { plusDays } from './instants.ts';
import { isOver, momentsOf } from './moments.ts';
import type { Ticket } from './ticket.ts';

/** The words that the state machine's one Choice knows. */
export const PLACES = ['analyse', 'ask', 'assign', 'await', 'survey', 'rating', 'end'] as const;
export type PlaceName = (typeof PLACES)[number];

export interface Place {
  readonly next: PlaceName;
  /** When a wait there ends by itself; for places that do not wait: a time that has passed. */
  readonly wakeAt: string;
}

/** A Standard execution lives a year at most; waits end well before (design.md section 4). */
const LONGEST_WAIT_DAYS = 330;

/** Acting on a place whose `wakeAt` has passed always leads to another place or a later time. */
export const placeOf = (ticket: Ticket, settings: Settings): Place => {
  const atOnce = (next: PlaceName): Place => ({ next, wakeAt: ticket.updatedAt });
  if (isOver(ticket)) return atOnce('end');
  if (ticket.progress.needsAnalysis) return atOnce('analyse');
  if (ticket.progress.shouldAskForDetails) return atOnce('ask');
  if (ticket.progress.needsRouting) return atOnce('assign');
  const wakeAt = momentsOf(ticket, settings)[0]?.at ?? plusDays(ticket.updatedAt, LONGEST_WAIT_DAYS);
  if (ticket.status !== 'solved') return { next: 'await', wakeAt };
  return { next: ticket.progress.surveyDecidedFor === ticket.solvedAt ? 'rating' : 'survey', wakeAt };
};

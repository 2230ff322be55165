/** The facts that can happen to a ticket: the history, the bus and every consumer speak in these. */
import type { WaitNote } from '../ticket/waiting.ts';
import type { EventPayloads } from './event-payloads.ts';

export type ActorKind = 'requester' | 'agent' | 'participant' | 'machine' | 'system';

export interface Actor {
  readonly kind: ActorKind;
  readonly id: string | null;
}

export type EventType = keyof EventPayloads;

/** What a command says happened; the frame around commands adds ids, version and time, and who waits now. */
export type EventDraft = {
  [T in EventType]: { readonly type: T; readonly payload: EventPayloads[T] & Partial<WaitNote> };
}[EventType];

/** A fact as it is kept and as it travels on the bus. */
export type TicketEvent = EventDraft & {
  /** `evt_` + ULID. */
  readonly id: string;
  readonly ticketId: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly actor: Actor;
  readonly correlationId: string;
};

export const EVENT_TYPES = [
  'ticket.opened',
  'ticket.commented',
  'ticket.analysed',
  'ticket.details-requested',
  'ticket.details-waived',
  'ticket.assigned',
  'ticket.escalated',
  'ticket.returned',
  'ticket.macro-applied',
  'ticket.changed',
  'ticket.status-changed',
  'ticket.solved',
  'ticket.reopened',
  'ticket.closed',
  'ticket.merged',
  'ticket.merged-in',
  'ticket.unmerged',
  'ticket.merged-out',
  'ticket.problem-solved',
  'ticket.outbreak-noticed',
  'ticket.nudged',
  'ticket.time-booked',
  'ticket.issue-asked',
  'ticket.issue-opened',
  'ticket.issue-failed',
  'ticket.issue-changed',
  'sla.reminded',
  'sla.breached',
  'sla.attention',
  'sla.updated',
  'sla.promised',
  'sla.recomputed',
  'sla.met',
  'satisfaction.offered',
  'satisfaction.withdrawn',
  'satisfaction.rated',
  'satisfaction.attempted',
] as const satisfies readonly EventType[];

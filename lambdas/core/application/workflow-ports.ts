/** Ports of a ticket's workflow: who waits, who wakes, who is told. */
import type { TicketEvent } from '../domain/ticket/events.ts';
import type { Page, PageRequest, Wait } from './records.ts';

export interface Waits {
  /** Strongly consistent. */
  find(ticketId: string): Promise<Wait | null>;
  /** Throws Superseded when a later generation has stored one, and when the row is gone: the workflow is over. */
  arm(wait: Omit<Wait, 'failures' | 'failedAt'>): Promise<void>;
  /** Drops the token if it is still this one; the row stays, unarmed. */
  disarm(ticketId: string, token: string, at: string): Promise<void>;
  /** The workflow is over without a change of the ticket: the row goes, if it is not of a later generation. */
  end(ticketId: string, generation: number): Promise<void>;
  /** Rows whose `wakeAt` is before the time. */
  overdue(before: string, page: PageRequest): Promise<Page<Wait>>;
}

/** Step Functions, seen from the desk. */
export interface Workflows {
  /** Name `<ticketId>-<generation>`, input exactly `{ ticketId, generation }`. True also when it had been started. */
  start(ticketId: string, generation: number): Promise<void>;
  stop(ticketId: string, generation: number, reason: string): Promise<void>;
  /** False when it was already awake (TaskTimedOut, TaskDoesNotExist, InvalidToken). */
  wake(token: string, answer: { readonly next: string; readonly wakeAt: string }): Promise<boolean>;
}

/** Puts events on the bus; throws for the first that was not taken, so that the reader stops there. */
export interface Bus {
  publish(event: TicketEvent): Promise<void>;
}

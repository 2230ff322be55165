/** Which times a requester has to be told anew: promises that a change moved for the worse, and an expected fix. */
import type { EventPayloads } from './event-payloads.ts';
import type { EventDraft, TicketEvent } from './events.ts';
import type { Ticket } from './ticket.ts';

type Changes = {
  -readonly [K in keyof EventPayloads['sla.promised']['changes']]: { before: string | null; after: string };
};

/** Nobody is written to about less. */
const LEAST_MILLISECONDS = 5 * 60_000;

/**
 * One `sla.promised` or none; `after` has its new promises. A promise that paused has no time meanwhile, so what the
 * requester's own waiting moves is not among them; what a priority, plan, policy or schedule moves is.
 */
export const promisesMoved = (before: Ticket, after: Ticket): readonly EventDraft[] => {
  const changes: Changes = {};
  const isSameQuestion = before.marks.unansweredSince === after.marks.unansweredSince;
  const clocks = [
    'firstReplyAt',
    ...(isSameQuestion ? (['nextReplyAt'] as const) : []),
    'resolutionAt',
  ] as const;
  for (const name of clocks) {
    const [was, is] = [before.promises[name], after.promises[name]];
    if (was === null || is === null || Date.parse(is) - Date.parse(was) <= LEAST_MILLISECONDS) continue;
    changes[name] = { before: was, after: is };
  }
  const [was, is] = [before.promises.expectedFixAt, after.promises.expectedFixAt];
  if (is !== null && is !== was) changes.expectedFixAt = { before: was, after: is };
  return Object.keys(changes).length === 0 ? [] : [{ type: 'sla.promised', payload: { changes } }];
};

/**
 * One change, one mail: where an agent's public comment goes out in the same change, it says the new times as well.
 * Both events then tell of the other; any other events stay as they are.
 */
export const toldTogether = (events: readonly TicketEvent[]): readonly TicketEvent[] => {
  const promised = events.find((event) => event.type === 'sla.promised');
  const reply = events.find(
    (event) =>
      event.type === 'ticket.commented' &&
      event.payload.public &&
      event.payload.authorKind === 'agent' &&
      event.payload.quiet !== true,
  );
  if (promised?.type !== 'sla.promised' || reply === undefined) return events;
  const { changes } = promised.payload;
  return events.map((event): TicketEvent => {
    if (event === promised) return { ...promised, payload: { changes, withComment: true } };
    return event === reply && event.type === 'ticket.commented'
      ? { ...event, payload: { ...event.payload, promised: changes } }
      : event;
  });
};

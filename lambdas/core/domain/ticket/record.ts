/** The frame around commands: numbers and dates the events of a decision and derives from them what the row carries. */
import type { Settings } from '../settings/schemas.ts';
import { marksAfter, newMarks } from '../sla/fold.ts';
import { policiesAfter } from '../sla/policy-history.ts';
import { promisesOf, urgentAtOf } from '../sla/promises.ts';
import type { Decision } from './decision.ts';
import type { Actor, EventDraft, TicketEvent } from './events.ts';
import { later } from './instants.ts';
import { promisesKept } from './kept.ts';
import { momentsOf, toldStill } from './moments.ts';
import { promisesMoved, toldTogether } from './promised.ts';
import type { Ticket } from './ticket.ts';
import { type WaitNote, waitNoted } from './waiting.ts';

/** What the use case adds to a decision. */
export interface Recording {
  readonly now: string;
  readonly settings: Settings;
  readonly actor: Actor;
  readonly correlationId: string;
  /** Makes `evt_` + ULID. */
  readonly eventId: () => string;
}

/** What a change means for whoever waits is said by its first event. */
const noted = (events: readonly TicketEvent[], wait: WaitNote | null): readonly TicketEvent[] =>
  wait === null
    ? events
    : events.map((event, index) =>
        index === 0 ? ({ ...event, payload: { ...event.payload, ...wait } } as TicketEvent) : event,
      );

const SYSTEM: Actor = { kind: 'system', id: null };

/**
 * Versions go on from `before` without holes, one for each event. Time never goes back on a ticket, whatever the clocks
 * of two function instances say. A decision without events leaves `before` as it is.
 */
export const record = (
  before: Ticket | null,
  decision: Decision,
  recording: Recording,
): { readonly after: Ticket; readonly events: readonly TicketEvent[] } => {
  if (decision.events.length === 0) return { after: before ?? decision.after, events: [] };
  const { settings, actor, correlationId, eventId } = recording;
  const now = before === null ? recording.now : later(recording.now, before.updatedAt);
  const ticketId = decision.after.id;
  const firstVersion = (before?.version ?? 0) + 1;
  const dated = (draft: EventDraft, index: number, by: Actor): TicketEvent => ({
    ...draft,
    id: eventId(),
    ticketId,
    version: firstVersion + index,
    occurredAt: now,
    actor: by,
    correlationId,
  });

  const said = decision.events.map((draft, index) => dated(draft, index, actor));
  const marked: Ticket = {
    ...decision.after,
    marks: {
      ...said.reduce(marksAfter, before?.marks ?? newMarks(now)),
      policies: policiesAfter(before, decision.after, settings, now),
    },
    updatedAt: now,
  };
  const met = before === null ? [] : promisesKept(before, marked, settings, now);
  const promises = promisesOf(marked, settings);
  const moved = before === null ? [] : promisesMoved(before, { ...marked, promises });
  const followed = [...met, ...moved].map((draft, index) => dated(draft, said.length + index, SYSTEM));
  const events = noted(toldTogether([...said, ...followed]), waitNoted(before, marked));
  const after: Ticket = {
    ...marked,
    version: firstVersion + events.length - 1,
    promises,
    urgentAt: urgentAtOf(promises, marked),
    progress: { ...marked.progress, told: toldStill(marked) },
  };
  return { after: { ...after, nextMomentAt: momentsOf(after, settings, now)[0]?.at ?? null }, events };
};

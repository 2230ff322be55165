/** How every change of a ticket is kept: versions and events recorded, load counted, one transaction. */
import { loadChanges } from '../../domain/people/load.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import type { Decision } from '../../domain/ticket/decision.ts';
import type { Actor, TicketEvent } from '../../domain/ticket/events.ts';
import { record } from '../../domain/ticket/record.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Ports } from '../ports.ts';
import type { OnceRow, TicketChange } from '../records.ts';

export interface Kept {
  readonly after: Ticket;
  readonly events: readonly TicketEvent[];
}

export interface Keeping {
  readonly before: Ticket | null;
  readonly decision: Decision;
  readonly now: string;
  readonly settings: Settings;
  readonly actor: Actor;
  readonly correlationId: string;
  /** Makes the row that a repeated request is answered from, once the result is known. */
  readonly once?: ((kept: Kept) => Promise<OnceRow | null> | OnceRow | null) | undefined;
  readonly with?: Pick<
    TicketChange,
    'triage' | 'generation' | 'endsWorkflow' | 'surveyNotSince' | 'filing' | 'uploads' | 'hours' | 'outbreak'
  >;
  /** Capacity that binds the new assignee's load; absent: a person decided. */
  readonly capacity?: number;
}

const prepared = async (
  ports: Pick<Ports, 'ids'>,
  keeping: Keeping,
): Promise<{ readonly kept: Kept; readonly change: TicketChange | null }> => {
  const { before, decision } = keeping;
  const kept = record(before, decision, {
    now: keeping.now,
    settings: keeping.settings,
    actor: keeping.actor,
    correlationId: keeping.correlationId,
    eventId: () => ports.ids.next('evt'),
  });
  if (kept.events.length === 0) return { kept, change: null };
  const loads = loadChanges(before, kept.after).map((change) => ({
    ...change,
    below: change.by === 1 ? (keeping.capacity ?? null) : null,
  }));
  const once = await keeping.once?.(kept);
  const change = {
    before,
    after: kept.after,
    events: kept.events,
    comments: decision.comments,
    loads,
    ...(once ? { once } : {}),
    ...keeping.with,
  };
  return { kept, change };
};

/** One transaction, or none when the decision holds no event. Throws what TicketStore.save throws. */
export const keep = async (ports: Pick<Ports, 'tickets' | 'ids'>, keeping: Keeping): Promise<Kept> => {
  const { kept, change } = await prepared(ports, keeping);
  if (change !== null) await ports.tickets.save(change);
  return kept;
};

/** All in one transaction, in the order in which they were given. Throws what TicketStore.save throws. */
export const keepTogether = async (
  ports: Pick<Ports, 'tickets' | 'ids'>,
  keepings: readonly Keeping[],
): Promise<readonly Kept[]> => {
  const all = await Promise.all(keepings.map((keeping) => prepared(ports, keeping)));
  await ports.tickets.saveTogether(all.flatMap(({ change }) => (change === null ? [] : [change])));
  return all.map(({ kept }) => kept);
};

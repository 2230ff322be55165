/** A change of a ticket that a tracker brought about: decided again on the newer ticket when another came first. */
import { ticketNotFound } from '../../domain/errors.ts';
import type { Circumstances, Decision } from '../../domain/ticket/decision.ts';
import type { Actor } from '../../domain/ticket/events.ts';
import { later } from '../../domain/ticket/instants.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { againAfter } from '../again.ts';
import type { Ports } from '../ports.ts';
import type { OnceRow } from '../records.ts';
import { keep } from '../tickets/keep.ts';

export type TrackerPorts = Pick<Ports, 'tickets' | 'settings' | 'clock' | 'ids'>;

export interface TrackerChange {
  readonly ticketId: string;
  /** Id of the webhook: who acts, as events say it. */
  readonly target: string;
  readonly correlationId: string;
  /** Called again on a fresh ticket; may refuse by throwing. */
  readonly decide: (ticket: Ticket, circumstances: Circumstances) => Decision;
  readonly once?: (after: Ticket) => OnceRow;
}

/** Against colleagues and steps that write at the same moment. */
const ATTEMPTS = 6;

/** The ticket after it. Throws TicketNotFound, what `decide` throws, and VersionConflict after six attempts. */
export const changeByTracker = async (ports: TrackerPorts, change: TrackerChange): Promise<Ticket> => {
  const { target, correlationId, once } = change;
  const settings = await ports.settings.current();
  const actor: Actor = { kind: 'machine', id: target };
  return againAfter('VersionConflict', ATTEMPTS, async () => {
    const before = await ports.tickets.find(change.ticketId);
    if (before === null) throw ticketNotFound();
    const now = later(ports.clock.now(), before.updatedAt);
    const { after } = await keep(ports, {
      before,
      decision: change.decide(before, { now, settings, actor }),
      now,
      settings,
      actor,
      correlationId,
      ...(once === undefined ? {} : { once: (kept) => once(kept.after) }),
    });
    return after;
  });
};

/** What a committed event means for the workflow of its ticket: start it, wake it, or leave it asleep. */
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { placeOf } from '../../domain/ticket/place.ts';
import type { Ports } from '../ports.ts';
import { mustWake } from './arm.ts';
import { within } from './old-age.ts';

/** Spam or a merge that was taken back: its generation is one that nobody has started. */
const isTakenBack = (event: TicketEvent): boolean =>
  event.type === 'ticket.unmerged' ||
  (event.type === 'ticket.changed' && event.payload.changes.spam?.after === false);

/**
 * Reads ticket and wait consistently after the change is committed, so whichever of this and the arming step comes
 * second sees the other. A place without an execution (spam that was taken back) gets the next one.
 */
export const orchestrate =
  (ports: Pick<Ports, 'tickets' | 'waits' | 'workflows' | 'settings' | 'clock'>) =>
  async (event: TicketEvent): Promise<void> => {
    if (event.type === 'ticket.opened' && event.payload.history !== true)
      return ports.workflows.start(event.ticketId, 1);
    const [ticket, wait, settings] = await Promise.all([
      ports.tickets.find(event.ticketId),
      ports.waits.find(event.ticketId),
      ports.settings.current(),
    ]);
    if (ticket === null) return;
    const place = placeOf(ticket, settings, ports.clock.now());
    if (wait === null || wait.generation < ticket.generation || isTakenBack(event)) {
      if (place.next !== 'end') await ports.workflows.start(ticket.id, ticket.generation);
      return;
    }
    if (wait.token === null || !mustWake(place, wait)) return;
    await ports.workflows.wake(wait.token, within(place, ports.clock.now()));
    await ports.waits.disarm(ticket.id, wait.token, ports.clock.now());
  };

/** Everything that happens to tickets goes on the bus. */
export const relay =
  (ports: Pick<Ports, 'bus'>) =>
  (event: TicketEvent): Promise<void> =>
    ports.bus.publish(event);

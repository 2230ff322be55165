/**
 * The arming half of a wait: stores where the execution waits, then looks whether it still should. In this order a
 * change between the look that led here and the wait can't be missed (design.md section 4, Arming).
 */
import { type Place, placeOf } from '../../domain/ticket/place.ts';
import type { Ports } from '../ports.ts';
import { within } from './old-age.ts';
import { ownTicket } from './step.ts';
import type { StepInput } from './step-input.ts';

export interface ArmInput extends StepInput {
  readonly place: Place['next'];
  readonly token: string;
  /** When the wait will time out by itself. */
  readonly wakeAt: string;
}

/** Whether an execution that waits for `place` until `wakeAt` has to be woken, because its ticket is at `now`. */
export const mustWake = (
  now: Place,
  wait: { readonly place: string | null; readonly wakeAt: string },
): boolean => now.next !== wait.place || now.wakeAt < wait.wakeAt;

export const arm =
  (ports: Pick<Ports, 'tickets' | 'waits' | 'workflows' | 'settings' | 'clock'>) =>
  async (input: ArmInput): Promise<void> => {
    const { ticketId, generation, token } = input;
    const { next: place, wakeAt } = within({ next: input.place, wakeAt: input.wakeAt }, input.startedAt);
    await ports.waits.arm({ ticketId, generation, token, place, wakeAt });
    const [ticket, settings] = await Promise.all([ownTicket(ports, input), ports.settings.current()]);
    const here = within(placeOf(ticket, settings, ports.clock.now()), input.startedAt);
    if (!mustWake(here, { place, wakeAt })) return;
    await ports.workflows.wake(token, here);
    await ports.waits.disarm(ticketId, token, ports.clock.now());
  };

/** The shape of every workflow step: load, prove the generation, decide, keep under it, answer with the next place. */
import { superseded, ticketNotFound } from '../../domain/errors.ts';
import type { Circumstances } from '../../domain/ticket/decision.ts';
import { later } from '../../domain/ticket/instants.ts';
import { isOver } from '../../domain/ticket/moments.ts';
import { type Place, placeOf } from '../../domain/ticket/place.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { againAfter } from '../again.ts';
import { SYSTEM } from '../people.ts';
import type { Ports } from '../ports.ts';
import type { TicketChange } from '../records.ts';
import type { Decided } from '../tickets/change-of-ticket.ts';
import { keep } from '../tickets/keep.ts';
import { within } from './old-age.ts';
import type { StepInput } from './step-input.ts';

export type StepPorts = Pick<Ports, 'tickets' | 'ids' | 'clock' | 'settings'>;

/** What a step decided; null when there is nothing to do, which is normal after a retry. */
export type StepDecision =
  | (Decided & { readonly with?: Pick<TicketChange, 'endsWorkflow' | 'surveyNotSince'> })
  | null;

/** Other writers may come first this many times before the step leaves it to the state machine's Retry. */
const ATTEMPTS = 5;

/** Strongly consistent. Throws Superseded when a later generation owns the ticket. */
export const ownTicket = async (ports: Pick<Ports, 'tickets'>, input: StepInput): Promise<Ticket> => {
  const ticket = await ports.tickets.find(input.ticketId);
  if (ticket === null) throw ticketNotFound();
  if (ticket.generation !== input.generation) throw superseded();
  return ticket;
};

/** Decides nothing for a ticket whose life is over: spam is neither asked for details nor given to anybody. */
export const step = async (
  ports: StepPorts,
  input: StepInput,
  decide: (ticket: Ticket, circumstances: Circumstances) => StepDecision | Promise<StepDecision>,
): Promise<Place> => {
  const settings = await ports.settings.current();
  return againAfter('VersionConflict', ATTEMPTS, async () => {
    const before = await ownTicket(ports, input);
    const now = later(ports.clock.now(), before.updatedAt);
    const decision = isOver(before) ? null : await decide(before, { now, settings, actor: SYSTEM });
    if (decision === null) return within(placeOf(before, settings, now), input.startedAt);
    const { after } = await keep(ports, {
      before,
      decision,
      now,
      settings,
      actor: SYSTEM,
      correlationId: `${input.ticketId}-${input.generation}`,
      ...(decision.capacity === undefined ? {} : { capacity: decision.capacity }),
      with: {
        generation: input.generation,
        ...(decision.triage === undefined ? {} : { triage: decision.triage }),
        ...decision.with,
      },
    });
    return within(placeOf(after, settings, now), input.startedAt);
  });
};

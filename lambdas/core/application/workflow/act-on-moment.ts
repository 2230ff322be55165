/** Step "Act on moment": does everything that is due; an execution that has grown old is reborn here instead. */
import { superseded } from '../../domain/errors.ts';
import { actOnMoments } from '../../domain/ticket/act.ts';
import type { Place } from '../../domain/ticket/place.ts';
import type { Ports } from '../ports.ts';
import { endOfLife, type StepInput, type StepPorts, step } from './step.ts';

/** Far from Step Functions' limit of 25,000 history events. */
export const LOOPS = 1000;

export interface ActInput extends StepInput {
  readonly loops: number;
}

export const actOnMoment =
  (ports: StepPorts & Pick<Ports, 'workflows'>) =>
  async (input: ActInput): Promise<Place> => {
    const now = ports.clock.now();
    if (input.loops >= LOOPS || now >= endOfLife(input.startedAt)) {
      const raised = await ports.tickets.raiseGeneration(input.ticketId, input.generation, {
        wakeAt: now,
        failures: 0,
        failedAt: null,
      });
      if (raised) await ports.workflows.start(input.ticketId, input.generation + 1);
      throw superseded();
    }
    return step(ports, input, (ticket, c) => {
      const decision = actOnMoments(ticket, c);
      return decision.events.length === 0 ? null : decision;
    });
  };

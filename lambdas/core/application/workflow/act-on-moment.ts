/** Step "Act on moment": does everything that is due. */
import { actOnMoments } from '../../domain/ticket/act.ts';
import type { Place } from '../../domain/ticket/place.ts';
import type { Ports } from '../ports.ts';
import { type AgingInput, handOverWhenOld } from './old-age.ts';
import { type StepPorts, step } from './step.ts';

/** Throws Superseded also when this execution has grown old. */
export const actOnMoment =
  (ports: StepPorts & Pick<Ports, 'workflows'>) =>
  async (input: AgingInput): Promise<Place> => {
    await handOverWhenOld(ports, input);
    return step(ports, input, (ticket, c) => {
      const decision = actOnMoments(ticket, c);
      return decision.events.length === 0 ? null : decision;
    });
  };

/** Step "Act on moment": does everything that is due; of routing and the rest the one first, the other at once after it. */
import { actOnMoments } from '../../domain/ticket/act.ts';
import type { Place } from '../../domain/ticket/place.ts';
import type { Ports } from '../ports.ts';
import { pastFullAgents } from '../tickets/claim.ts';
import { type AssignPorts, routed } from './assign-line.ts';
import { type AgingInput, handOverWhenOld } from './old-age.ts';
import { step } from './step.ts';

/** Throws Superseded also when this execution has grown old. */
export const actOnMoment =
  (ports: AssignPorts & Pick<Ports, 'workflows'>) =>
  async (input: AgingInput): Promise<Place> => {
    await handOverWhenOld(ports, input);
    return pastFullAgents((full) =>
      step(ports, input, async (ticket, c) => {
        const decision = actOnMoments(ticket, c);
        return decision.events.length === 0 ? routed(ports, ticket, c, full) : decision;
      }),
    );
  };

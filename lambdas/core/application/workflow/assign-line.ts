/** Step "Assign line": tries to find a specialist with room, and claims the room in the same transaction. */
import type { Ports } from '../ports.ts';
import { claimSpecialist, pastFullAgents } from '../tickets/claim.ts';
import { type StepInput, type StepPorts, step } from './step.ts';

export const assignLine = (ports: StepPorts & Pick<Ports, 'loads'>) => (input: StepInput) =>
  pastFullAgents((full) =>
    step(ports, input, async (ticket, c) => {
      if (!ticket.progress.needsRouting) return null;
      const [claim, triage] = await Promise.all([
        claimSpecialist(ports, ticket, c, full),
        ports.tickets.triage(ticket.id),
      ]);
      return {
        ...claim.decision,
        ...(claim.capacity === undefined ? {} : { capacity: claim.capacity }),
        ...(triage === null
          ? {}
          : {
              triage: { ...triage, ranking: claim.ranking, assignment: { ...claim.assignment, at: c.now } },
            }),
      };
    }),
  );

/** Step "Assign line": tries to find a specialist with room, and claims the room in the same transaction. */
import type { Circumstances } from '../../domain/ticket/decision.ts';
import { isRoutingDue } from '../../domain/ticket/routing-due.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Ports } from '../ports.ts';
import { claimed, claimSpecialist, pastFullAgents } from '../tickets/claim.ts';
import { type StepDecision, type StepPorts, step } from './step.ts';
import type { StepInput } from './step-input.ts';

export type AssignPorts = StepPorts & Pick<Ports, 'loads'>;

/** Null when no routing is due. The ranking is kept beside the analysis. */
export const routed = async (
  ports: AssignPorts,
  ticket: Ticket,
  c: Circumstances,
  full: ReadonlySet<string>,
): Promise<StepDecision> => {
  if (!isRoutingDue(ticket, c.now)) return null;
  return claimed(ports, ticket, await claimSpecialist(ports, ticket, c, full), c.now);
};

export const assignLine = (ports: AssignPorts) => (input: StepInput) =>
  pastFullAgents((full) => step(ports, input, (ticket, c) => routed(ports, ticket, c, full)));

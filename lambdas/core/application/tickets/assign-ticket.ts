/** Assigning by hand, or to the best specialist there is. */
import { DomainError } from '../../domain/errors.ts';
import { assignTo } from '../../domain/ticket/assign.ts';
import type { TicketView } from '../../domain/ticket/view.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import type { AgentPorts } from './agent-changes.ts';
import { ticketOutcome } from './answer.ts';
import { changeOfTicket } from './change-of-ticket.ts';
import { type Claim, claimed, claimSpecialist, pastFullAgents } from './claim.ts';

interface Assignment {
  readonly params: { readonly ticket: string };
  readonly body: { readonly assigneeId: string | null } | { readonly auto: true };
}

/** Whoever asks for somebody better does not mean nobody. */
const nobodyFree = ({ ranking }: Claim): DomainError =>
  new DomainError('NobodyFree', 'conflict', 'Nobody is free and suitable; the ticket stays where it is.', {
    extra: { ranking },
  });

/** By hand no capacity binds: the person who assigns has decided. The ranking is kept when the desk chose. */
export const assignTicket =
  (ports: AgentPorts & Pick<Ports, 'loads'>): Operation<Assignment, TicketView> =>
  (request) => {
    const { body, params } = request.input;
    return pastFullAgents((full) =>
      changeOfTicket(ports, {
        ref: params.ticket,
        request,
        decide: async (ticket, c) => {
          if ('assigneeId' in body) {
            const reason = body.assigneeId === null ? 'taken back by hand' : 'assigned by hand';
            return assignTo(ticket, { assigneeId: body.assigneeId, reason }, c);
          }
          const claim = await claimSpecialist(ports, ticket, c, full);
          if (claim.assignment.assigneeId === null && ticket.assigneeId !== null) throw nobodyFree(claim);
          return claimed(ports, ticket, claim, c.now);
        },
        answer: ({ after }) => ticketOutcome(ports, after, request.caller),
      }),
    );
  };

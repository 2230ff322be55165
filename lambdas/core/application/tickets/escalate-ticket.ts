/** Escalation to a higher line, with a look at what the category demands before line 3. */
import { escalate } from '../../domain/ticket/assign.ts';
import { demandedOf, stillDemanded } from '../../domain/ticket/before-line-3.ts';
import type { TicketView } from '../../domain/ticket/view.ts';
import type { Line } from '../../domain/ticket/words.ts';
import type { Operation } from '../operation.ts';
import { type AnswerPorts, ticketOutcome } from './answer.ts';
import { type ChangePorts, changeOfTicket } from './change-of-ticket.ts';
import type { FindDetails } from './found-details.ts';

export type EscalatePorts = ChangePorts & AnswerPorts & { readonly findDetails: FindDetails };

interface Escalation {
  readonly params: { readonly ticket: string };
  readonly body: {
    readonly reason: string;
    readonly toLine?: Line | undefined;
    readonly override?: boolean | undefined;
  };
}

/** The last analysis is asked first; what was said and attached since is read only when it does not suffice. */
const findingsOn =
  (ports: EscalatePorts): FindDetails =>
  async (ticket, c) => {
    if (demandedOf(ticket, c.settings).length === 0) return [];
    const known = (await ports.tickets.triage(ticket.id))?.details ?? [];
    return stillDemanded(ticket, c.settings, known).length === 0 ? known : ports.findDetails(ticket, c);
  };

export const escalateTicket =
  (ports: EscalatePorts): Operation<Escalation, TicketView> =>
  (request) =>
    changeOfTicket(ports, {
      ref: request.input.params.ticket,
      request,
      decide: async (ticket, c) =>
        escalate(ticket, { ...request.input.body, findings: await findingsOn(ports)(ticket, c) }, c),
      answer: ({ after }) => ticketOutcome(ports, after, request.caller),
    });

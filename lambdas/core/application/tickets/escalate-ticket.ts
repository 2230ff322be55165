/** Escalation to a higher line, with a look at what the category demands before line 3. */
import { escalate } from '../../domain/ticket/assign.ts';
import type { TicketView } from '../../domain/ticket/view.ts';
import type { Line } from '../../domain/ticket/words.ts';
import type { Operation } from '../operation.ts';
import { type AnswerPorts, ticketOutcome } from './answer.ts';
import { type ChangePorts, changeOfTicket, fromItsLine } from './change-of-ticket.ts';
import { findingsOn } from './line-3.ts';

interface Escalation {
  readonly params: { readonly ticket: string };
  readonly body: {
    readonly reason: string;
    readonly toLine?: Line | undefined;
    readonly override?: boolean | undefined;
  };
}

export const escalateTicket =
  (ports: ChangePorts & AnswerPorts): Operation<Escalation, TicketView> =>
  (request) =>
    changeOfTicket(ports, {
      ref: request.input.params.ticket,
      request,
      from: fromItsLine,
      decide: async (ticket, c) =>
        escalate(ticket, { ...request.input.body, findings: await findingsOn(ports, ticket, c) }, c),
      answer: ({ after }) => ticketOutcome(ports, after, request.caller),
    });

/** One ticket, strongly consistent. */
import type { TicketView } from '../../domain/ticket/view.ts';
import type { Operation } from '../operation.ts';
import { type AnswerPorts, ticketOutcome } from './answer.ts';
import { visibleTicket } from './visible.ts';

export const getTicket =
  (ports: AnswerPorts): Operation<{ params: { ticket: string } }, TicketView> =>
  async ({ caller, input }) =>
    ticketOutcome(ports, await visibleTicket(ports, input.params.ticket, caller), caller);

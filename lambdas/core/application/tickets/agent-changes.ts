/** The changes that agents make to a ticket, each one rule and one transaction. */

import { returnToLine } from '../../domain/ticket/assign.ts';
import { changeFields, type FieldsChange } from '../../domain/ticket/change.ts';
import type { Circumstances, Decision } from '../../domain/ticket/decision.ts';
import { addParticipant as add, removeParticipant as remove } from '../../domain/ticket/participants.ts';
import { markSpam as mark } from '../../domain/ticket/spam.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { TicketView } from '../../domain/ticket/view.ts';
import type { Operation, Request } from '../operation.ts';
import { type AnswerPorts, ticketOutcome } from './answer.ts';
import { type ChangeOfTicket, type ChangePorts, changeOfTicket, fromItsLine } from './change-of-ticket.ts';
import { findingsForChange } from './line-3.ts';

export type AgentPorts = ChangePorts & AnswerPorts;

interface ByTicket {
  readonly params: { readonly ticket: string };
}

type Rule<I> = (
  ticket: Ticket,
  input: I,
  circumstances: Circumstances,
  ports: AgentPorts,
) => Decision | Promise<Decision>;

const change =
  <I extends ByTicket>(
    rule: Rule<I>,
    { status = 200, ...about }: { readonly status?: number } & Pick<ChangeOfTicket<TicketView>, 'from'> = {},
  ) =>
  (ports: AgentPorts): Operation<I, TicketView> =>
  (request: Request<I>) =>
    changeOfTicket(ports, {
      ref: request.input.params.ticket,
      request,
      ...about,
      decide: (ticket, circumstances) => rule(ticket, request.input, circumstances, ports),
      answer: async ({ after }) => ({ ...(await ticketOutcome(ports, after, request.caller)), status }),
    });

export const changeTicket = change<ByTicket & { body: FieldsChange }>(async (ticket, { body }, c, ports) =>
  changeFields(ticket, body, c, await findingsForChange(ports, ticket, body, c)),
);

export const markSpam = change<ByTicket & { body: { undo?: boolean | undefined } }>((ticket, { body }, c) =>
  mark(ticket, body.undo === true, c),
);

export const returnTicket = change<ByTicket & { body: { reason: string } }>(
  (ticket, { body }, c) => returnToLine(ticket, body, c),
  { from: fromItsLine },
);

export const addParticipant = change<
  ByTicket & { body: { email: string; name?: string | null | undefined } }
>((ticket, { body }, c) => add(ticket, { email: body.email, name: body.name ?? null }, c), { status: 201 });

/** Answers nothing (204). */
export const removeParticipant =
  (ports: AgentPorts): Operation<{ params: { ticket: string; email: string } }, null> =>
  (request) =>
    changeOfTicket(ports, {
      ref: request.input.params.ticket,
      request,
      decide: (ticket, c) => remove(ticket, request.input.params.email, c),
      answer: ({ after }) => ({ body: null, version: after.version, status: 204 }),
    });

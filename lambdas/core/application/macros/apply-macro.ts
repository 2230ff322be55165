/** Applies a macro to a ticket: everything that it does is one transaction. */
import { DomainError } from '../../domain/errors.ts';
import { applyMacro as decide } from '../../domain/macros/apply.ts';
import { mayComment } from '../../domain/people/access.ts';
import type { Macro } from '../../domain/settings/macro-schema.ts';
import type { TicketView } from '../../domain/ticket/view.ts';
import type { Operation } from '../operation.ts';
import { type AnswerPorts, ticketOutcome } from '../tickets/answer.ts';
import { type ChangePorts, changeOfTicket } from '../tickets/change-of-ticket.ts';
import { findingsForChange } from '../tickets/line-3.ts';
import { macroUse } from './macro-use.ts';

export interface MacroOfTicket {
  readonly params: { readonly ticket: string; readonly id: string };
  readonly body: { readonly comment?: string | undefined };
}

const macroNotFound = (id: string): DomainError =>
  new DomainError('MacroNotFound', 'missing', `There is no macro "${id}".`);

const speaksOfDetails = ({ comment }: Macro): boolean =>
  Object.values(comment?.body ?? {}).some((text) => text.includes('details.'));

/** `body.comment` takes the place of the macro's text. Throws MacroNotFound, Forbidden, and what the rule throws. */
export const applyMacro =
  (ports: ChangePorts & AnswerPorts): Operation<MacroOfTicket, TicketView> =>
  (request) => {
    const { caller, input } = request;
    const { ticket: ref, id } = input.params;
    return changeOfTicket(ports, {
      ref,
      request,
      decide: async (ticket, c) => {
        const macro = c.settings.macros.find((one) => one.id === id);
        if (macro === undefined) throw macroNotFound(id);
        if (macro.comment !== undefined && !mayComment(caller, ticket))
          throw new DomainError('Forbidden', 'forbidden', 'You may not comment on this ticket.');
        const text = input.body.comment ?? null;
        const triage = text === null && speaksOfDetails(macro) ? await ports.tickets.triage(ticket.id) : null;
        const findings = await findingsForChange(ports, ticket, macro.change ?? {}, c);
        return decide(
          ticket,
          macro,
          macroUse(ports, caller, ticket, { text, triage, findings, at: c.now }),
          c,
        );
      },
      answer: ({ after }) => ticketOutcome(ports, after, caller),
    });
  };

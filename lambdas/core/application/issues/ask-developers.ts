/** Escalation to developers: an issue in their tracker is asked for, and the ticket waits for it. */
import { invalid } from '../../domain/errors.ts';
import type { Webhook } from '../../domain/settings/schemas.ts';
import { askDevelopers as ask } from '../../domain/ticket/issue.ts';
import type { TicketView } from '../../domain/ticket/view.ts';
import type { Operation } from '../operation.ts';
import { type AnswerPorts, ticketOutcome } from '../tickets/answer.ts';
import { type ChangePorts, changeOfTicket } from '../tickets/change-of-ticket.ts';

interface Asking {
  readonly params: { readonly ticket: string };
  readonly body: { readonly reason: string; readonly target?: string | undefined };
}

/** The one that is named, else the first. Throws InvalidInput at `target`. */
const webhookFor = (target: string | undefined, webhooks: readonly Webhook[]): Webhook => {
  const found = target === undefined ? webhooks[0] : webhooks.find(({ id }) => id === target);
  if (found !== undefined) return found;
  const message =
    webhooks.length === 0
      ? 'cannot be anything: the settings have no webhooks'
      : `must be one of ${webhooks.map(({ id }) => id).join(', ')}`;
  throw invalid([{ path: 'target', message }]);
};

/** 202: it is accepted, and sent behind the event. */
export const askDevelopers =
  (ports: ChangePorts & AnswerPorts): Operation<Asking, TicketView> =>
  (request) =>
    changeOfTicket(ports, {
      ref: request.input.params.ticket,
      request,
      decide: (ticket, c) => {
        const { reason, target } = request.input.body;
        const webhook = webhookFor(target, c.settings.webhooks);
        return ask(ticket, { issueId: ports.ids.next('iss'), target: webhook.id, reason }, c);
      },
      answer: async ({ after }) => ({
        ...(await ticketOutcome(ports, after, request.caller)),
        status: 202,
      }),
    });

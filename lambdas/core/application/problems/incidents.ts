/** Linking tickets to the problem that they are incidents of, and taking one out again. */

import { maySee } from '../../domain/people/access.ts';
import { tooManyIncidents } from '../../domain/ticket/conflicts.ts';
import {
  linkIncident,
  MOST_INCIDENTS,
  refuseUnlessProblem,
  unlinkIncident,
} from '../../domain/ticket/problem.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { type TicketView, ticketView } from '../../domain/ticket/view.ts';
import type { Operation, Outcome, Request } from '../operation.ts';
import type { AgentPorts } from '../tickets/agent-changes.ts';
import { ticketOutcome } from '../tickets/answer.ts';
import { changeOfTicket } from '../tickets/change-of-ticket.ts';
import { answered, type BulkResult, type EachPorts, eachOf } from '../tickets/each-of.ts';
import { visibleTicket } from '../tickets/visible.ts';
import { answerFromSolved } from './answer-incident.ts';
import { incidentPages } from './incident-pages.ts';

export type IncidentPorts = AgentPorts & EachPorts;

interface ByTicket {
  readonly params: { readonly ticket: string };
}

/** Those that it has are counted once; one that is named by its number is taken for another. */
const refuseTooMany = async (
  ports: IncidentPorts,
  problem: Ticket,
  tickets: readonly string[],
): Promise<void> => {
  const incidents = new Set(tickets);
  for await (const ids of incidentPages(ports, [problem.id])) for (const id of ids) incidents.add(id);
  if (incidents.size > MOST_INCIDENTS) throw tooManyIncidents(MOST_INCIDENTS);
};

/** What a problem that is solved by now was solved with answers whoever comes late. */
const linkOne = async (
  ports: IncidentPorts,
  request: Request<unknown>,
  problem: Ticket,
  ref: string,
): Promise<Outcome<null>> => {
  const { body: linked } = await changeOfTicket(ports, {
    ref,
    request: { ...request, ifMatch: null, once: null },
    decide: (incident, c) => linkIncident(incident, problem, c),
    answer: ({ after }) => ({ body: after }),
  });
  const answered = await answerFromSolved(ports, linked, problem.id, request.correlationId);
  return { body: null, version: (answered ?? linked).version };
};

/**
 * A result for each, as of a bulk change; those that are linked to a solved problem are answered, and solved, as well.
 * Throws what `linkIncident` throws of the problem itself, TooManyIncidents.
 */
export const linkAll = async (
  ports: IncidentPorts,
  request: Request<unknown>,
  problem: Ticket,
  tickets: readonly string[],
): Promise<readonly BulkResult[]> => {
  refuseUnlessProblem(problem);
  await refuseTooMany(ports, problem, tickets);
  return eachOf(ports, tickets, (ref) => linkOne(ports, request, problem, ref));
};

export const linkIncidents =
  (
    ports: IncidentPorts,
  ): Operation<
    ByTicket & { readonly body: { readonly tickets: readonly string[] } },
    { readonly results: readonly BulkResult[] }
  > =>
  async (request) => {
    const { params, body } = request.input;
    const problem = await visibleTicket(ports, params.ticket, request.caller);
    const results = await linkAll(ports, request, problem, body.tickets);
    return answered(ports, request, { body: { results }, status: 200 });
  };

/** Answers with the ticket that stands for itself again. Throws IncidentNotFound. */
export const unlinkTicket =
  (
    ports: IncidentPorts,
  ): Operation<{ params: { readonly ticket: string; readonly incident: string } }, TicketView> =>
  async (request) => {
    const problem = await visibleTicket(ports, request.input.params.ticket, request.caller);
    return changeOfTicket(ports, {
      ref: request.input.params.incident,
      request: { ...request, ifMatch: null },
      decide: (incident, c) => unlinkIncident(incident, problem.id, c),
      answer: ({ after }) => ticketOutcome(ports, after, request.caller),
    });
  };

/** Those that the caller may see, oldest first. A page may hold fewer than its size. */
export const listIncidents =
  (ports: IncidentPorts): Operation<ByTicket, readonly TicketView[]> =>
  async ({ caller, input, page }) => {
    const problem = await visibleTicket(ports, input.params.ticket, caller);
    const { items, next } = await ports.tickets.incidents(problem.id, page);
    const incidents = await ports.tickets.listed(items);
    return {
      body: incidents
        .filter((one) => maySee(caller, one))
        .map((one) => ticketView(one, { description: null, caller, baseUrl: ports.baseUrl })),
      page: { next },
      version: problem.version,
    };
  };

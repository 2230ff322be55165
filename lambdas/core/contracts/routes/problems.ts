/** One problem behind many tickets. */
import * as z from 'zod/mini';
import * as a from '../answers.ts';
import * as f from '../fields.ts';
import { later } from '../later.ts';
import { byId, byTicket, optional } from '../requests.ts';
import { table } from '../route.ts';

export const PROBLEM_ROUTES = table({
  linkIncidents: {
    method: 'POST',
    path: '/v1/tickets/{ticket}/incidents',
    who: 'agent',
    scope: 'tickets:manage',
    summary: 'Link up to 100 tickets to a problem, whose solution solves them',
    params: byTicket,
    body: later(() =>
      z.strictObject({ tickets: z.array(f.ticketRef()).check(z.minLength(1), z.maxLength(100)) }),
    ),
    answer: a.bulkAnswer,
    status: 200,
    limited: true,
    built: true,
  },
  listIncidents: {
    method: 'GET',
    path: '/v1/tickets/{ticket}/incidents',
    who: 'agent',
    scope: 'tickets:read',
    summary: 'The incidents of a problem, oldest first',
    params: byTicket,
    query: later(() => z.strictObject(f.pageQuery())),
    answer: later(() => a.pageOf(a.ticketAnswer())),
    status: 200,
    built: true,
  },
  unlinkIncident: {
    method: 'DELETE',
    path: '/v1/tickets/{ticket}/incidents/{incident}',
    who: 'agent',
    scope: 'tickets:manage',
    summary: 'Take a ticket out of a problem',
    params: later(() => z.strictObject({ ticket: f.ticketRef(), incident: f.ticketRef() })),
    answer: a.ticketAnswer,
    status: 200,
    built: true,
  },
  listOutbreaks: {
    method: 'GET',
    path: '/v1/outbreaks',
    who: 'agent',
    scope: null,
    summary: 'What happens to many people at once, newest first',
    answer: later(() => z.object({ data: z.array(a.outbreakAnswer()) })),
    status: 200,
    built: true,
  },
  makeProblem: {
    method: 'POST',
    path: '/v1/outbreaks/{id}/problem',
    who: 'lead',
    scope: null,
    summary: 'Open the problem of an outbreak and link its tickets, or those that have come since',
    params: byId,
    body: later(() =>
      z.strictObject({ subject: optional(f.subject()), description: optional(f.bodyText()) }),
    ),
    answer: a.problemAnswer,
    status: 200,
    limited: true,
    built: true,
  },
});

/** Mail that came in, for the people who look after it. */
import * as z from 'zod/mini';
import * as a from '../answers.ts';
import * as f from '../fields.ts';
import { later } from '../later.ts';
import { byId, optional } from '../requests.ts';
import { table } from '../route.ts';

export const MAIL_ROUTES = table({
  listMail: {
    method: 'GET',
    path: '/v1/mail',
    who: 'agent',
    scope: null,
    summary: 'The mail ledger, newest first',
    query: later(() =>
      z.strictObject({
        disposition: optional(a.mailDisposition()),
        kind: optional(a.mailKind()),
        ticket: optional(f.ticketRef()),
        ...f.pageQuery(),
      }),
    ),
    answer: later(() => a.pageOf(a.mailAnswer())),
    status: 200,
    built: true,
  },
  getMail: {
    method: 'GET',
    path: '/v1/mail/{id}',
    who: 'agent',
    scope: null,
    summary: 'One row of the mail ledger',
    params: byId,
    answer: a.mailAnswer,
    status: 200,
    built: true,
  },
  replayMail: {
    method: 'POST',
    path: '/v1/mail/{id}/replay',
    who: 'agent',
    scope: null,
    summary: 'Judge a message again; what stands in a ticket stays there',
    params: byId,
    answer: a.mailAnswer,
    status: 202,
    limited: true,
    built: true,
  },
  releaseMail: {
    method: 'POST',
    path: '/v1/mail/{id}/release',
    who: 'agent',
    scope: null,
    summary: 'Let a message out of quarantine, into the ticket named or one of its own',
    params: byId,
    body: later(() => z.strictObject({ ticket: optional(f.ticketRef()) })),
    answer: a.mailAnswer,
    status: 202,
    limited: true,
    built: true,
  },
  discardMail: {
    method: 'POST',
    path: '/v1/mail/{id}/discard',
    who: 'agent',
    scope: null,
    summary: 'Discard a message',
    params: byId,
    answer: a.mailAnswer,
    status: 200,
    limited: true,
    built: true,
  },
});

/** Behind links that are their own permission: pages for people, and what a tracker says. */
import * as z from 'zod/mini';
import * as a from '../answers.ts';
import { later } from '../later.ts';
import { byId, byToken, optional } from '../requests.ts';
import { table } from '../route.ts';

export const PAGE_ROUTES = table({
  ticketPage: {
    method: 'GET',
    path: '/t/{token}',
    who: 'link',
    scope: null,
    summary: "The requester's page of a ticket",
    params: byToken,
    query: later(() => z.object({ sent: optional(z.string().check(z.maxLength(10))) })),
    status: 200,
    limited: true,
    built: true,
  },
  pageAttachment: {
    method: 'GET',
    path: '/t/{token}/attachments/{id}',
    who: 'link',
    scope: null,
    summary: 'A short-lived link to a file of the page',
    params: later(() => z.strictObject({ ...byToken().shape, ...byId().shape })),
    status: 302,
    limited: true,
    built: true,
  },
  commentFromPage: {
    method: 'POST',
    path: '/t/{token}',
    who: 'link',
    scope: null,
    summary: 'Add a comment from the page',
    params: byToken,
    form: true,
    status: 200,
    limited: true,
    built: true,
  },
  ratingPage: {
    method: 'GET',
    path: '/r/{token}',
    who: 'link',
    scope: null,
    summary: 'The rating page',
    params: byToken,
    query: later(() => z.object({ rating: optional(z.string().check(z.maxLength(10))) })),
    status: 200,
    limited: true,
    built: true,
  },
  rateFromPage: {
    method: 'POST',
    path: '/r/{token}',
    who: 'link',
    scope: null,
    summary: 'Record a rating',
    params: byToken,
    form: true,
    status: 200,
    limited: true,
    built: true,
  },
  hearOfIssue: {
    method: 'POST',
    path: '/c/{token}',
    who: 'link',
    scope: null,
    summary: 'What developers tell of the issue of a ticket',
    params: byToken,
    // A tracker has words of its own: which of them count, the settings say.
    body: later(() => z.record(z.string(), z.unknown())),
    answer: a.issueStanding,
    status: 200,
    limited: true,
    built: true,
  },
});

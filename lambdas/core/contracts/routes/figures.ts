/** What the desk has kept of its promises, and what people say of it. */
import * as z from 'zod/mini';
import * as a from '../answers.ts';
import * as f from '../fields.ts';
import { later } from '../later.ts';
import { optional, period } from '../requests.ts';
import { table } from '../route.ts';

export const FIGURE_ROUTES = table({
  satisfactionFigures: {
    method: 'GET',
    path: '/v1/figures/satisfaction',
    who: 'lead',
    scope: 'reports:read',
    summary: 'Ratings by month',
    query: later(() => z.strictObject({ ...period(), by: optional(z.literal('month')) })),
    answer: a.satisfactionFigures,
    status: 200,
    built: true,
  },
  sameDayFigures: {
    method: 'GET',
    path: '/v1/figures/same-day',
    who: 'lead',
    scope: 'reports:read',
    summary: 'Share of requesters’ messages answered within the same working day, by day and group',
    query: later(() => z.strictObject({ ...period(), group: optional(f.slug) })),
    answer: a.sameDayFigures,
    status: 200,
    built: true,
  },
  serviceFigures: {
    method: 'GET',
    path: '/v1/figures/service',
    who: 'agent',
    scope: 'reports:read',
    summary: 'Times, shares and counts',
    status: 200,
    built: false,
  },
  topicFigures: {
    method: 'GET',
    path: '/v1/figures/topics',
    who: 'lead',
    scope: 'reports:read',
    summary: 'The most common problems',
    status: 200,
    built: false,
  },
});

/** The route table: the single source of gateway routes, lowest roles, validation, OpenAPI and authorization tests. */
import type { Route } from './route.ts';
import { DESK_ROUTES } from './routes/desk.ts';
import { FIGURE_ROUTES } from './routes/figures.ts';
import { MAIL_ROUTES } from './routes/mail.ts';
import { PAGE_ROUTES } from './routes/pages.ts';
import { PROBLEM_ROUTES } from './routes/problems.ts';
import { TICKET_ROUTES } from './routes/tickets.ts';
import { TRIAGE_ROUTES } from './routes/triage.ts';

export const ROUTES = {
  ...TICKET_ROUTES,
  ...TRIAGE_ROUTES,
  ...PROBLEM_ROUTES,
  ...MAIL_ROUTES,
  ...FIGURE_ROUTES,
  ...DESK_ROUTES,
  ...PAGE_ROUTES,
};

export type RouteId = keyof typeof ROUTES;
export const ROUTE_LIST: readonly Route[] = Object.entries(ROUTES).map(([id, row]) => ({ id, ...row }));

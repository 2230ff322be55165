/** A desk with a tracker, and a ticket that waits for its developers. */
import { askDevelopers } from '../../../../lambdas/core/application/issues/ask-developers.ts';
import { deliverIssue } from '../../../../lambdas/core/application/issues/deliver-issue.ts';
import type { Webhook } from '../../../../lambdas/core/domain/settings/schemas.ts';
import type { TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import type { TicketParts } from '../../builders.ts';
import { aDesk, type Desk, seeded } from '../a-desk.ts';
import { ANNA, aRequest, type RequestParts } from '../requests.ts';

export const aWebhook = (over: Partial<Webhook> = {}): Webhook => ({
  id: 'jira',
  name: 'Jira',
  url: 'https://acme.example/rest/api/3/issue',
  method: 'POST',
  headers: {},
  body: { summary: '[#{{number}}] {{subject}}', text: '{{reason}}', back: '{{callback}}' },
  signingSecret: 'signing',
  answer: { reference: '/key', link: 'https://acme.example/browse/{{reference}}' },
  ...over,
});

export const aTrackedDesk = (...webhooks: readonly Partial<Webhook>[]): Desk =>
  aDesk({ webhooks: (webhooks.length === 0 ? [{}] : webhooks).map(aWebhook) });

export const ask = (desk: Desk, body: object = {}, parts: RequestParts = {}) =>
  askDevelopers(desk)(
    aRequest(ANNA, { params: { ticket: '1001' }, body: { reason: 'the renderer crashes', ...body } }, parts),
  );

export const askedIn = (desk: Desk, id: string): TicketEvent => {
  const event = desk.tickets.history(id).findLast(({ type }) => type === 'ticket.issue-asked');
  if (event === undefined) throw new Error('Nobody has asked the developers.');
  return event;
};

export const deliver = (desk: Desk, id: string): Promise<void> => deliverIssue(desk)(askedIn(desk, id));

/** Asked for; not sent yet. */
export const waitingIn = async (desk: Desk, parts: TicketParts = {}): Promise<string> => {
  const { id } = seeded(desk, { status: 'open', assigneeId: 'agt_1', ...parts });
  await ask(desk);
  return id;
};

/** The address that the tracker was told to call, without the desk's own. */
export const tokenOf = (desk: Desk): string => {
  const body = JSON.parse(desk.webhooks.sent.at(-1)?.body ?? '{}') as { readonly back?: string };
  return body.back?.replace('https://desk.example/c/', '') ?? '';
};

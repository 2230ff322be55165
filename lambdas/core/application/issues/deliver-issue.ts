/** Sends the issue that a ticket waits for to the developers' tracker, and tells the ticket what became of it. */
import { DomainError } from '../../domain/errors.ts';
import { type Verdict, verdictOf } from '../../domain/issues/answer.ts';
import { filledBody } from '../../domain/issues/body.ts';
import { failedNote, openedNote } from '../../domain/issues/notes.ts';
import { issueWords } from '../../domain/issues/words.ts';
import type { Webhook } from '../../domain/settings/schemas.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { issueFailed, issueOpened, isUntold } from '../../domain/ticket/issue.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { IssueMade, IssueOf, WebhookRequest } from '../issue-ports.ts';
import type { Ports } from '../ports.ts';
import { changeByTracker, type TrackerPorts } from './change-by-tracker.ts';
import { callbackLink } from './issue-token.ts';

export type DeliverPorts = TrackerPorts &
  Pick<Ports, 'issueClaims' | 'webhooks' | 'seals'> & { readonly baseUrl: string };

type Asked = Extract<TicketEvent, { type: 'ticket.issue-asked' }>;

/** Lambda's first attempt and its two retries; from then on an agent knows, and an operator finds it. */
const MOST_ATTEMPTS = 3;

const requestOf = async (
  ports: DeliverPorts,
  { payload }: Asked,
  ticket: Ticket,
  webhook: Webhook,
): Promise<WebhookRequest> => {
  const { issueId, reason } = payload;
  const words = issueWords(ticket, {
    reason,
    description: await ports.tickets.description(ticket.id),
    link: `${ports.baseUrl}/v1/tickets/${ticket.number}`,
    callback: await callbackLink(ports, { ticketId: ticket.id, issueId }),
  });
  return {
    id: issueId,
    url: webhook.url,
    method: webhook.method,
    headers: webhook.headers,
    body: JSON.stringify(filledBody(webhook.body, words)),
    signingSecret: webhook.signingSecret ?? null,
    sentAt: ports.clock.now(),
  };
};

const tellMade = (ports: DeliverPorts, event: Asked, name: string, made: IssueMade): Promise<Ticket> => {
  const { ticketId, correlationId } = event;
  const { issueId, target } = event.payload;
  const note = { id: ports.ids.next('cmt'), text: openedNote(name, made) };
  return changeByTracker(ports, {
    ticketId,
    target,
    correlationId,
    decide: (ticket, c) => issueOpened(ticket, { issueId, ...made, note }, c),
  });
};

const tellFailed = (
  ports: DeliverPorts,
  event: Asked,
  name: string,
  verdict: Extract<Verdict, { kind: 'refused' }>,
): Promise<Ticket> => {
  const { ticketId, correlationId } = event;
  const { issueId, target } = event.payload;
  const { reason } = verdict;
  const id = ports.ids.next('cmt');
  return changeByTracker(ports, {
    ticketId,
    target,
    correlationId,
    decide: (ticket, c) =>
      issueFailed(ticket, { issueId, reason, note: { id, text: failedNote(name, ticket, verdict) } }, c),
  });
};

/** The settings may have lost the webhook since it was asked for. */
const send = async (
  ports: DeliverPorts,
  event: Asked,
  ticket: Ticket,
  webhook: Webhook | undefined,
): Promise<Verdict> => {
  if (webhook === undefined)
    return { kind: 'refused', reason: 'is in the settings no more', excerpt: '', again: false };
  return verdictOf(await ports.webhooks.send(await requestOf(ports, event, ticket, webhook)), webhook);
};

/**
 * Made once, however often the event comes: claimed before, completed after. What may pass is thrown as IssueNotSent, so
 * that Lambda tries again and at last keeps it; from the third attempt on the ticket knows. Throws IssueClaimed while
 * another attempt may be under way, or has just failed.
 */
export const deliverIssue =
  (ports: DeliverPorts) =>
  async (event: TicketEvent): Promise<void> => {
    if (event.type !== 'ticket.issue-asked') return;
    const { issueId, target } = event.payload;
    const [ticket, settings] = await Promise.all([
      ports.tickets.find(event.ticketId),
      ports.settings.current(),
    ]);
    if (ticket?.issue?.id !== issueId) return;
    const isTold = !isUntold(ticket.issue);
    if (isTold && ticket.issue.reference !== null) return;
    const of: IssueOf = { ticketId: ticket.id, issueId };
    const claim = await ports.issueClaims.claim(of, ports.clock.now());
    if (claim.kind === 'refused') return;
    if (claim.kind === 'wait')
      throw new DomainError('IssueClaimed', 'transient', 'Another attempt may be sending this issue.');
    const webhook = settings.webhooks.find(({ id }) => id === target);
    const name = webhook?.name ?? target;
    if (claim.kind === 'made') {
      await tellMade(ports, event, name, { reference: claim.reference, url: claim.url });
      return;
    }
    // It called back, so it has the issue; the attempt that sent it has died before it could keep the name.
    if (isTold) return;
    const verdict = await send(ports, event, ticket, webhook);
    if (verdict.kind === 'taken') {
      const made = { reference: verdict.reference, url: verdict.url };
      await ports.issueClaims.complete(of, made);
      await tellMade(ports, event, name, made);
      return;
    }
    if (!verdict.again || claim.attempts >= MOST_ATTEMPTS) await tellFailed(ports, event, name, verdict);
    if (verdict.again) throw new DomainError('IssueNotSent', 'transient', `The tracker ${verdict.reason}.`);
    await ports.issueClaims.refuse(of);
  };

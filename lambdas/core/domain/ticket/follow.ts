/** Brings a ticket to which nothing happens under settings that were changed meanwhile. */
import { planOf } from '../people/plan.ts';
import type { Settings } from '../settings/schemas.ts';
import { policyPeriods } from '../sla/policy-history.ts';
import { promisesOf } from '../sla/promises.ts';
import { and, type Decision, decided, nothing } from './decision.ts';
import type { PromiseMove } from './event-payloads.ts';
import type { Actor } from './events.ts';
import { release } from './held.ts';
import { isOver, momentsOf } from './moments.ts';
import type { Promises, Ticket } from './ticket.ts';

const SYSTEM: Actor = { kind: 'system', id: null };

const moves = (was: Promises, is: Promises): Readonly<Partial<Record<keyof Promises, PromiseMove>>> =>
  Object.fromEntries(
    (Object.keys(is) as (keyof Promises)[])
      .filter((name) => is[name] !== was[name])
      .map((name) => [name, { before: was[name], after: is[name] }]),
  );

/**
 * Nothing when all that the row holds is what these settings say, and for what is solved or over. The plan is what the
 * organization has by these settings for the day on which the ticket was opened: a plan that ran out since then stays.
 * A ticket that is held though it may not be by these settings is let go.
 */
export const followSettings = (ticket: Ticket, settings: Settings): Decision => {
  if (isOver(ticket) || ticket.status === 'solved') return nothing(ticket);
  const { requester } = ticket;
  const plan = planOf(requester.email, settings, requester.verified, ticket.createdAt);
  const planned =
    plan === requester.plan
      ? nothing(ticket)
      : decided(
          { ...ticket, requester: { ...requester, plan } },
          { type: 'ticket.changed', payload: { changes: { plan: { before: requester.plan, after: plan } } } },
        );
  const released = and(planned, (one) => release(one, { settings, now: one.updatedAt, actor: SYSTEM }));
  if (released.events.length > 0) return released;
  const policies = policyPeriods(ticket, settings);
  const followed: Ticket = { ...ticket, marks: { ...ticket.marks, policies } };
  const changes = moves(ticket.promises, promisesOf(followed, settings));
  const isSame =
    policies === ticket.marks.policies &&
    Object.keys(changes).length === 0 &&
    (momentsOf(followed, settings)[0]?.at ?? null) === ticket.nextMomentAt;
  return isSame ? nothing(ticket) : decided(ticket, { type: 'sla.recomputed', payload: { changes } });
};

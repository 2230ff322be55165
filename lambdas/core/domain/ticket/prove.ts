/** The requester's address has proven itself on a ticket that was opened without proof. */
import { planOf } from '../people/plan.ts';
import type { Settings } from '../settings/schemas.ts';
import type { Decision } from './decision.ts';

/**
 * Adds to a decision that the requester is verified. What their organization has bought by domain counts from here on
 * (product.md section 4.5), for the day on which the ticket was opened, as `followSettings` has it: whenever the proof
 * comes, and whatever is stored in between, the plan is the same (ADR 24). It is an event because promises go by it; a
 * plan is never lowered by this.
 */
export const proven = (decision: Decision, settings: Settings): Decision => {
  const { after, events } = decision;
  const { requester } = after;
  if (requester.verified) return decision;
  const plan =
    requester.plan === 'basic' ? planOf(requester.email, settings, true, after.createdAt) : requester.plan;
  const raised = plan !== requester.plan;
  return {
    ...decision,
    after: { ...after, requester: { ...requester, plan, verified: true } },
    events: raised
      ? [
          ...events,
          { type: 'ticket.changed', payload: { changes: { plan: { before: requester.plan, after: plan } } } },
        ]
      : events,
  };
};

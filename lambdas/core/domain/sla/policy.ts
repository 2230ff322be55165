/** Which SLA policy's promises a ticket carries. */
import type { SlaPolicy } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** What the conditions of a policy look at. */
export type PolicySubject = Pick<Ticket, 'priority' | 'category' | 'line' | 'product' | 'requester'>;

/**
 * The first policy whose every condition holds, null when none does. A ticket does not know its mailbox yet, so a
 * policy with that condition matches nothing.
 */
export const policyFor = (ticket: PolicySubject, policies: readonly SlaPolicy[]): SlaPolicy | null => {
  const facts = {
    plan: ticket.requester.plan,
    priority: ticket.priority,
    category: ticket.category,
    line: ticket.line,
    product: ticket.product,
    mailbox: null,
  };
  const names = Object.keys(facts) as (keyof typeof facts)[];
  return (
    policies.find(({ when }) =>
      names.every((name) => when[name] === undefined || when[name] === facts[name]),
    ) ?? null
  );
};

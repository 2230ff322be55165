/** Which SLA policy's promises a ticket carries. */
import type { SlaPolicy } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** What the conditions of a policy look at. */
export type PolicySubject = Pick<
  Ticket,
  'priority' | 'category' | 'line' | 'product' | 'mailbox' | 'requester'
>;

/** The first policy whose every condition holds, null when none does. */
export const policyFor = (ticket: PolicySubject, policies: readonly SlaPolicy[]): SlaPolicy | null => {
  const facts = {
    plan: ticket.requester.plan,
    priority: ticket.priority,
    category: ticket.category,
    line: ticket.line,
    product: ticket.product,
    mailbox: ticket.mailbox,
  };
  const names = Object.keys(facts) as (keyof typeof facts)[];
  return (
    policies.find(({ when }) =>
      names.every((name) => when[name] === undefined || when[name] === facts[name]),
    ) ?? null
  );
};

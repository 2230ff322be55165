import { describe, expect, it } from 'vitest';
import type { SlaPolicy } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { policyFor } from '../../../../lambdas/core/domain/sla/policy.ts';
import { aTicket } from '../../builders.ts';

const policy = (id: string, when: SlaPolicy['when']): SlaPolicy => ({
  id,
  when,
  schedule: 'always',
  targets: {},
});

const ticket = aTicket({
  priority: 'high',
  category: 'bug',
  line: 2,
  product: 'mobile',
  requester: { plan: 'premium' },
});

describe('the policy of a ticket', () => {
  it('is the first whose conditions all hold', () => {
    const policies = [
      policy('other-plan', { plan: 'basic' }),
      policy('half', { plan: 'premium', priority: 'low' }),
      policy('all', { plan: 'premium', priority: 'high', category: 'bug', line: 2, product: 'mobile' }),
      policy('everything', {}),
    ];
    expect(policyFor(ticket, policies)?.id).toBe('all');
    expect(policyFor(aTicket(), policies.slice(1))?.id).toBe('everything');
  });

  it('is none when nothing matches', () => {
    expect(policyFor(ticket, [])).toBeNull();
    expect(policyFor(ticket, [policy('line-1', { line: 1 })])).toBeNull();
    expect(policyFor(aTicket(), [policy('mobile', { product: 'mobile' })])).toBeNull();
  });

  it('may go by the mailbox that the ticket came to', () => {
    const policies = [policy('vip', { mailbox: 'vip@help.example.com' })];
    expect(policyFor(aTicket({ mailbox: 'vip@help.example.com' }), policies)?.id).toBe('vip');
    expect(policyFor(aTicket({ mailbox: 'other@help.example.com' }), policies)).toBeNull();
    expect(policyFor(ticket, policies)).toBeNull();
  });
});

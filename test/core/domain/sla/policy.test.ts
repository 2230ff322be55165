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

  it('is never one for a mailbox as long as tickets do not know theirs', () => {
    expect(policyFor(ticket, [policy('vip', { mailbox: 'vip@help.example.com' })])).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { organizationOf, planOf } from '../../../../lambdas/core/domain/people/plan.ts';
import { aSettings } from '../../builders.ts';

const settings = aSettings({
  organizations: [
    {
      id: 'bank',
      name: 'Bank',
      plan: 'premium',
      domains: ['bank.example'],
      people: ['advisor@else.example'],
    },
    { id: 'shop', name: 'Shop', plan: 'extended', domains: [], people: ['clerk@bank.example'] },
  ],
});

describe('the organization of a person', () => {
  it('is the one that lists them, before that of their domain', () => {
    expect(organizationOf('clerk@bank.example', settings, true)?.id).toBe('shop');
    expect(planOf('advisor@else.example', settings, true)).toBe('premium');
  });

  it('is that of their domain only when the address is verified', () => {
    expect(planOf('boss@bank.example', settings, true)).toBe('premium');
    expect(planOf('boss@bank.example', settings, false)).toBe('basic');
  });

  it('is none for anybody else, which means basic', () => {
    expect(organizationOf('a@sub.bank.example', settings, true)).toBeNull();
    expect(planOf('a@sub.bank.example', settings, true)).toBe('basic');
  });
});

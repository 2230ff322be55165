import { describe, expect, it } from 'vitest';
import { organizationOf, planOf } from '../../../../lambdas/core/domain/people/plan.ts';
import { isValidAt, periodAt } from '../../../../lambdas/core/domain/people/validity.ts';
import { aSettings } from '../../builders.ts';

const NOW = '2026-11-02T09:00:00.000Z';

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
    expect(planOf('advisor@else.example', settings, true, NOW)).toBe('premium');
  });

  it('is that of their domain only when the address is verified', () => {
    expect(planOf('boss@bank.example', settings, true, NOW)).toBe('premium');
    expect(planOf('boss@bank.example', settings, false, NOW)).toBe('basic');
  });

  it('is none for anybody else, which means basic', () => {
    expect(organizationOf('a@sub.bank.example', settings, true)).toBeNull();
    expect(planOf('a@sub.bank.example', settings, true, NOW)).toBe('basic');
  });
});

describe('what an organization has bought', () => {
  const berlin = aSettings({ desk: { timeZone: 'Europe/Berlin' } });
  const year = { validFrom: '2026-01-01', validUntil: '2026-12-31' };

  it('holds from its first day to its last, by the clock of the desk', () => {
    expect(isValidAt(year, '2025-12-31T22:59:59.999Z', berlin)).toBe(false);
    expect(isValidAt(year, '2025-12-31T23:00:00.000Z', berlin)).toBe(true);
    expect(isValidAt(year, '2026-12-31T22:59:59.999Z', berlin)).toBe(true);
    expect(isValidAt(year, '2026-12-31T23:00:00.000Z', berlin)).toBe(false);
  });

  it('has no end on the side on which none is said', () => {
    expect(isValidAt({}, NOW, berlin)).toBe(true);
    expect(isValidAt({ validFrom: '2026-01-01' }, '2099-01-01T00:00:00.000Z', berlin)).toBe(true);
    expect(isValidAt({ validUntil: '2026-01-01', validFrom: null }, '1999-01-01T00:00:00.000Z', berlin)).toBe(
      true,
    );
    expect(isValidAt({ validUntil: '2026-01-01' }, NOW, berlin)).toBe(false);
  });

  it('is over: then the plan is basic', () => {
    const [bank] = settings.organizations;
    const over = {
      ...settings,
      organizations: [{ ...bank, validUntil: '2026-11-01' } as typeof bank & object],
    };
    expect(planOf('boss@bank.example', over, true, '2026-11-01T12:00:00.000Z')).toBe('premium');
    expect(planOf('boss@bank.example', over, true, NOW)).toBe('basic');
  });

  it('is counted since it began, or by the year', () => {
    expect(periodAt(year, NOW, berlin)).toBe('2026-01-01');
    expect(periodAt({}, '2025-12-31T23:30:00.000Z', berlin)).toBe('2026');
  });
});

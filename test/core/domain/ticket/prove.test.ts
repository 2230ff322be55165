import { describe, expect, it } from 'vitest';
import { nothing } from '../../../../lambdas/core/domain/ticket/decision.ts';
import { followSettings } from '../../../../lambdas/core/domain/ticket/follow.ts';
import { proven } from '../../../../lambdas/core/domain/ticket/prove.ts';
import { aSettings, aTicket } from '../../builders.ts';

const settings = aSettings({
  organizations: [{ id: 'bank', name: 'Bank', plan: 'premium', domains: ['bank.example'], people: [] }],
});

describe('an address that proves itself later', () => {
  it('gets the plan of its organization, as an event', () => {
    const before = aTicket({ requester: { email: 'boss@bank.example', verified: false } });
    const { after, events } = proven(nothing(before), settings);
    expect(after.requester).toMatchObject({ verified: true, plan: 'premium' });
    expect(events).toEqual([
      { type: 'ticket.changed', payload: { changes: { plan: { before: 'basic', after: 'premium' } } } },
    ]);
  });

  it('is verified without an event when it belongs to no organization, or has a plan already', () => {
    const stranger = aTicket({ requester: { verified: false } });
    expect(proven(nothing(stranger), settings)).toMatchObject({
      after: { requester: { verified: true, plan: 'basic' } },
      events: [],
    });
    const listed = aTicket({ requester: { email: 'boss@bank.example', plan: 'custom', verified: false } });
    expect(proven(nothing(listed), settings)).toMatchObject({
      after: { requester: { verified: true, plan: 'custom' } },
      events: [],
    });
  });

  it.each([
    ['ran out before the ticket was opened', { validUntil: '2026-11-01' }, 'basic'],
    ['ran out between the ticket and the proof', { validUntil: '2026-11-02' }, 'premium'],
    ['began between the ticket and the proof', { validFrom: '2026-11-03' }, 'basic'],
  ])('gets what was bought for the day of the ticket: a plan that %s', (_when, days, plan) => {
    const [bank] = settings.organizations;
    const bought = aSettings({ organizations: bank === undefined ? [] : [{ ...bank, ...days }] });
    const before = aTicket({ requester: { email: 'boss@bank.example', verified: false } });
    const { after } = proven(nothing(before), bought);
    expect(after.requester.plan).toBe(plan);
    expect(followSettings(after, bought).after.requester.plan).toBe(plan);
  });

  it('changes nothing when it had proven itself before', () => {
    const decision = nothing(aTicket({ requester: { email: 'boss@bank.example', verified: true } }));
    expect(proven(decision, settings)).toBe(decision);
  });
});

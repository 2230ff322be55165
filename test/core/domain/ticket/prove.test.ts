import { describe, expect, it } from 'vitest';
import { nothing } from '../../../../lambdas/core/domain/ticket/decision.ts';
import { proven } from '../../../../lambdas/core/domain/ticket/prove.ts';
import { aSettings, aTicket, CREATED_AT } from '../../builders.ts';

const settings = aSettings({
  organizations: [{ id: 'bank', name: 'Bank', plan: 'premium', domains: ['bank.example'], people: [] }],
});

describe('an address that proves itself later', () => {
  it('gets the plan of its organization, as an event', () => {
    const before = aTicket({ requester: { email: 'boss@bank.example', verified: false } });
    const { after, events } = proven(nothing(before), settings, CREATED_AT);
    expect(after.requester).toMatchObject({ verified: true, plan: 'premium' });
    expect(events).toEqual([
      { type: 'ticket.changed', payload: { changes: { plan: { before: 'basic', after: 'premium' } } } },
    ]);
  });

  it('is verified without an event when it belongs to no organization, or has a plan already', () => {
    const stranger = aTicket({ requester: { verified: false } });
    expect(proven(nothing(stranger), settings, CREATED_AT)).toMatchObject({
      after: { requester: { verified: true, plan: 'basic' } },
      events: [],
    });
    const listed = aTicket({ requester: { email: 'boss@bank.example', plan: 'custom', verified: false } });
    expect(proven(nothing(listed), settings, CREATED_AT)).toMatchObject({
      after: { requester: { verified: true, plan: 'custom' } },
      events: [],
    });
  });

  it('changes nothing when it had proven itself before', () => {
    const decision = nothing(aTicket({ requester: { email: 'boss@bank.example', verified: true } }));
    expect(proven(decision, settings, CREATED_AT)).toBe(decision);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { decided } from '../../../../lambdas/core/domain/ticket/decision.ts';
import { followSettings } from '../../../../lambdas/core/domain/ticket/follow.ts';
import { record } from '../../../../lambdas/core/domain/ticket/record.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { after, aSettings, aTicket, CREATED_AT, hoursAfter, type TicketParts } from '../../builders.ts';
import { opened } from '../sla/history.ts';

const SYSTEM = { kind: 'system', id: null } as const;

const recording = (settings: Settings, now: string) => ({
  now,
  settings,
  actor: SYSTEM,
  correlationId: 'cor_test',
  eventId: () => 'evt_1',
});

/** As it is stored when it is opened under the settings. */
const stored = (settings: Settings, parts: TicketParts = {}): Ticket =>
  record(null, decided(aTicket(parts), opened()), recording(settings, CREATED_AT)).after;

/** As it is stored afterwards, and what happened. */
const followed = (ticket: Ticket, settings: Settings, now = hoursAfter(2)) => {
  const { after: then, events } = record(ticket, followSettings(ticket, settings), recording(settings, now));
  return { ticket: then, events };
};

const policy = (minutes: number, over: object = {}) => ({
  id: 'standard',
  when: {},
  schedule: 'always',
  targets: { 'first-reply': minutes },
  ...over,
});
const promising = (...policies: readonly ReturnType<typeof policy>[]): Settings =>
  aSettings({ 'sla-policies': [...policies], policiesChangedAt: hoursAfter(1) });

const bank = (plan: 'premium' | 'basic', over: object = {}) => ({
  organizations: [{ id: 'bank', name: 'Bank', plan, domains: ['example.com'], people: [], ...over }],
});

describe('a ticket under settings that have changed', () => {
  const before = stored(promising(policy(480)));

  it('is left alone when they say what it holds', () => {
    expect(followed(before, promising(policy(480))).events).toEqual([]);
    expect(
      followed(before, aSettings({ 'sla-policies': [policy(480)], desk: { name: 'New' } })).events,
    ).toEqual([]);
  });

  it('is promised an earlier time, and nobody is told', () => {
    const { ticket, events } = followed(before, promising(policy(300)));
    expect(ticket.promises.firstReplyAt).toBe(hoursAfter(5));
    expect(ticket.urgentAt).toBe(hoursAfter(5));
    expect(ticket.nextMomentAt).toBe(hoursAfter(2.5));
    expect(events).toMatchObject([
      {
        type: 'sla.recomputed',
        actor: SYSTEM,
        payload: { changes: { firstReplyAt: { before: hoursAfter(8), after: hoursAfter(5) } } },
      },
    ]);
  });

  it('is promised a later time, of which its requester is told', () => {
    const { events } = followed(before, promising(policy(600)));
    expect(events.map(({ type }) => type)).toEqual(['sla.recomputed', 'sla.promised']);
  });

  it('keeps which policy applied when, also when its times stay', () => {
    const { ticket, events } = followed(before, promising(policy(480, { id: 'other' })));
    expect(events).toMatchObject([{ type: 'sla.recomputed', payload: { changes: {} } }]);
    expect(ticket.marks.policies).toEqual([
      { from: CREATED_AT, policy: 'standard', schedule: 'always' },
      { from: hoursAfter(1), policy: 'other', schedule: 'always' },
    ]);
  });

  it('wakes at another time, also without a promise', () => {
    const pending = stored(promising(), { status: 'pending', progress: { pendingSince: CREATED_AT } });
    expect(pending.nextMomentAt).toBe(hoursAfter(48));
    const { ticket, events } = followed(pending, {
      ...promising(),
      ...aSettings({ 'sla-policies': [], desk: { nudgeAfterHours: 24 } }),
    });
    expect(events).toHaveLength(1);
    expect(ticket.nextMomentAt).toBe(hoursAfter(24));
  });

  it.each<[string, TicketParts]>([
    ['solved', { status: 'solved', updatedAt: after(5), marks: { solvedAt: after(5) } }],
    ['closed', { status: 'closed', updatedAt: after(5), marks: { solvedAt: after(5) } }],
    ['spam', { spam: true }],
  ])('stays as it is when it is %s', (_what, parts) => {
    expect(followSettings(aTicket(parts), promising(policy(5))).events).toEqual([]);
  });

  it('gets the plan that its organization has now, with what elapsed', () => {
    const policies = [policy(60, { id: 'premium', when: { plan: 'premium' } }), policy(480)];
    const rich = { ...promising(...policies), ...bank('premium') };
    const { ticket, events } = followed(stored(promising(...policies)), rich);
    expect(events).toMatchObject([
      { type: 'ticket.changed', payload: { changes: { plan: { before: 'basic', after: 'premium' } } } },
    ]);
    expect(ticket.requester.plan).toBe('premium');
    expect(ticket.promises.firstReplyAt).toBe(hoursAfter(1));
    const poor = followed(ticket, { ...rich, ...bank('basic') }, hoursAfter(3));
    expect(poor.events.map(({ type }) => type)).toEqual(['ticket.changed', 'sla.promised']);
    expect(poor.ticket.promises.firstReplyAt).toBe(hoursAfter(8));
  });

  it('keeps a plan that has run out since it was opened', () => {
    const rich = { ...promising(policy(480)), ...bank('premium', { validUntil: '2026-11-02' }) };
    const ticket = stored(rich, { requester: { plan: 'premium' } });
    expect(followed(ticket, rich, hoursAfter(24 * 30)).events).toEqual([]);
    const late = { ...rich, ...bank('premium', { validUntil: '2026-11-01' }) };
    expect(followed(ticket, late).ticket.requester.plan).toBe('basic');
  });

  it('is held no longer once its plan or its category forbids it', () => {
    const held: TicketParts = {
      ...{ status: 'pending', category: 'bug', missingDetails: ['version'] },
      progress: { detailsAskedAt: CREATED_AT, detailsRounds: 1 },
      marks: { pauses: [{ from: CREATED_AT, to: null, why: 'details' }] },
    };
    const poor = promising(policy(480));
    const before = { ...aTicket(held), nextMomentAt: hoursAfter(48) };
    const { ticket, events } = followed(before, { ...poor, ...bank('premium') });
    expect(events.map(({ type }) => type).slice(0, 2)).toEqual(['ticket.changed', 'ticket.status-changed']);
    expect(ticket).toMatchObject({ status: 'open', progress: { detailsAskedAt: null, needsRouting: true } });
    expect(ticket.promises.firstReplyAt).not.toBeNull();
    const categories = poor.categories.map((one) => ({ ...one, neverHeld: true }));
    expect(followed(before, { ...poor, categories }).ticket.status).toBe('open');
    expect(followed(before, poor).ticket.status).toBe('pending');
  });

  it('has nothing left to follow once it has followed', () => {
    const anySettings = fc
      .record({
        first: fc.integer({ min: 1, max: 5000 }),
        second: fc.integer({ min: 1, max: 5000 }),
        plan: fc.constantFrom('premium', 'basic'),
        nudge: fc.integer({ min: 1, max: 200 }),
        reminders: fc.subarray([30, 50, 80]),
        changedAt: fc.integer({ min: 0, max: 500 }),
      })
      .map(({ first, second, plan, nudge, reminders, changedAt }) => ({
        ...aSettings({
          'sla-policies': [policy(first, { id: `p${first % 3}`, when: { plan: 'premium' } }), policy(second)],
          desk: { nudgeAfterHours: nudge, reminders },
          policiesChangedAt: after(changedAt),
        }),
        ...bank(plan),
      }));
    const status = fc.constantFrom<TicketParts>(
      {},
      { status: 'open', marks: { firstReplyAt: after(3), lastReplyAt: after(3), unansweredSince: after(4) } },
      { status: 'pending', progress: { pendingSince: CREATED_AT } },
    );
    fc.assert(
      fc.property(
        anySettings,
        anySettings,
        status,
        fc.integer({ min: 500, max: 9000 }),
        (was, is, parts, minutes) => {
          const { ticket } = followed(stored(was, parts), is, after(minutes));
          expect(followed(ticket, is, after(minutes + 60)).events).toEqual([]);
        },
      ),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { type Clock, clocksOf } from '../../../../lambdas/core/domain/sla/clocks.ts';
import type { PolicyPeriod } from '../../../../lambdas/core/domain/sla/marks.ts';
import { policiesAfter, policyPeriods } from '../../../../lambdas/core/domain/sla/policy-history.ts';
import { traced } from '../../../../lambdas/core/domain/sla/trace.ts';
import { after, aSettings, aTicket, CREATED_AT } from '../../builders.ts';
import { aSchedule, everyDay } from './hours.ts';

const ALWAYS = aSchedule({ id: 'always', week: everyDay(['00:00', '24:00']) });
/** 09:00 to 17:00; tickets are opened on a Monday at 09:00. */
const OFFICE = aSchedule({ timeZone: 'UTC' });

const settings = (over: Partial<Settings> = {}): Settings => ({
  ...aSettings({
    schedules: [ALWAYS, OFFICE],
    'sla-policies': [
      { id: 'urgent', when: { priority: 'urgent' }, schedule: 'always', targets: { 'first-reply': 60 } },
      { id: 'line-1', when: { line: 1 }, schedule: 'office', targets: { 'first-reply': 480 } },
    ],
  }),
  ...over,
});

const office: PolicyPeriod = { from: CREATED_AT, policy: 'line-1', schedule: 'office' };
const urgentFrom = (minutes: number): PolicyPeriod => ({
  from: after(minutes),
  policy: 'urgent',
  schedule: 'always',
});

const firstReply = (
  over: Parameters<typeof aTicket>[0],
  minutes: number,
  under: Settings = settings(),
): Clock => {
  const [clock] = clocksOf(aTicket(over), under, after(minutes));
  if (clock === undefined) throw new Error('nothing is promised');
  return clock;
};

describe('the policies of a ticket', () => {
  it('begin with the one that it is opened under', () => {
    expect(policiesAfter(null, aTicket(), settings(), CREATED_AT)).toEqual([office]);
    const none = aTicket({ line: 2 });
    expect(policiesAfter(null, none, settings(), CREATED_AT)).toEqual([
      { from: CREATED_AT, policy: null, schedule: null },
    ]);
  });

  it('go on with another when a change brings the ticket under it', () => {
    const before = aTicket({ marks: { policies: [office] } });
    const urgent = aTicket({ priority: 'urgent', marks: { policies: [office] } });
    expect(policiesAfter(before, urgent, settings(), after(30))).toEqual([office, urgentFrom(30)]);
    expect(policiesAfter(before, before, settings(), after(30))).toEqual([office]);
    expect(policiesAfter(before, urgent, settings(), CREATED_AT)).toEqual([urgentFrom(0)]);
  });

  it('are the present one from the beginning on for tickets from before they were kept', () => {
    expect(policyPeriods(aTicket(), settings())).toEqual([office]);
    const urgent = aTicket({ priority: 'urgent' });
    expect(policiesAfter(aTicket(), urgent, settings(), after(30))).toEqual([office, urgentFrom(30)]);
  });

  it('change with the settings, from when those were changed', () => {
    const ticket = aTicket({ priority: 'urgent', marks: { policies: [office] } });
    const later = settings({ policiesChangedAt: after(90) });
    expect(policyPeriods(ticket, later)).toEqual([office, urgentFrom(90)]);
    expect(policiesAfter(ticket, ticket, later, after(500))).toEqual([office, urgentFrom(90)]);
    const ordinary = aTicket({ marks: { policies: [office] } });
    expect(policiesAfter(ticket, ordinary, later, after(500))).toEqual([
      office,
      urgentFrom(90),
      { ...office, from: after(500) },
    ]);
    expect(policyPeriods(ticket, settings())).toEqual([urgentFrom(0)]);
  });
});

describe('a clock under several policies', () => {
  it('keeps what has elapsed, and goes on by the new schedule to the new target', () => {
    // Opened on Monday at nine, urgent on Tuesday at one in the night.
    const marks = { policies: [office, urgentFrom(16 * 60)] };
    const urgent = firstReply({ priority: 'urgent', marks }, 16 * 60 + 10);
    expect(urgent).toMatchObject({
      policy: 'urgent',
      elapsedMinutes: 490,
      status: 'breached',
      dueAt: after(60),
    });

    const back = { policies: [urgentFrom(0), { ...office, from: after(40) }] };
    const ordinary = firstReply({ marks: back }, 24 * 60 + 5);
    expect(ordinary).toMatchObject({ elapsedMinutes: 485, status: 'breached', dueAt: after(480) });
    expect(traced(ordinary).trace).toEqual([
      { from: after(0), to: after(40), counted: true, why: 'running around the clock' },
      { from: after(40), to: after(480), counted: true, why: 'within the schedule' },
      { from: after(480), to: after(1440), counted: false, why: 'outside the schedule' },
      { from: after(1440), to: after(1445), counted: true, why: 'within the schedule' },
    ]);
  });

  it('keeps what was paused', () => {
    const marks = {
      policies: [office, urgentFrom(100)],
      pauses: [{ from: after(10), to: after(90), why: 'details' as const }],
    };
    expect(firstReply({ priority: 'urgent', marks }, 110)).toMatchObject({
      elapsedMinutes: 30,
      dueAt: after(140),
    });
  });

  it('begins to count when the first policy applies', () => {
    const unpromised = { from: CREATED_AT, policy: null, schedule: null };
    const marks = { policies: [unpromised, { ...office, from: after(120) }] };
    const clock = firstReply({ marks }, 130);
    expect(clock).toMatchObject({ elapsedMinutes: 10, startedAt: CREATED_AT, status: 'running' });
    expect(traced(clock).trace[0]).toEqual({
      from: after(0),
      to: after(120),
      counted: false,
      why: 'no policy applied',
    });
  });

  it('is counted around the clock where its schedule is no longer there', () => {
    const gone = settings({ schedules: [ALWAYS] });
    expect(firstReply({}, 600, gone)).toMatchObject({ elapsedMinutes: 600 });
  });
});

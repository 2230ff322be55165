import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  type Agent,
  SETTINGS_SCHEMAS,
  type Settings,
} from '../../../../lambdas/core/domain/settings/schemas.ts';
import { workingTimeOf } from '../../../../lambdas/core/domain/sla/working-time.ts';
import { isOver, momentsOf, toldStill } from '../../../../lambdas/core/domain/ticket/moments.ts';
import {
  after,
  anAgent,
  aSettings,
  aTicket,
  CREATED_AT,
  hoursAfter,
  type TicketParts,
} from '../../builders.ts';

const settings = aSettings();
const shown = (over: TicketParts, desk = settings) =>
  momentsOf(aTicket(over), desk).map(({ kind, at }) => [kind, at]);
const noClocks = aSettings({ 'sla-policies': [] });

describe('the moments of a ticket', () => {
  it('are its reminders, breaches and calls for attention, the earliest first', () => {
    expect(momentsOf(aTicket(), aSettings({ desk: { reminders: [80, 50, 80] } }))).toEqual([
      ...[
        ['reminder', 'first-reply', 50, 4],
        ['reminder', 'first-reply', 80, 6.4],
        ['breach', 'first-reply', 100, 8],
        ['attention', 'first-reply', 150, 12],
        ['reminder', 'resolution', 50, 24],
        ['reminder', 'resolution', 80, 38.4],
        ['breach', 'resolution', 100, 48],
        ['attention', 'resolution', 150, 72],
      ].map(([kind, metric, threshold, hours]) => ({
        kind,
        metric,
        threshold,
        at: hoursAfter(Number(hours)),
        key: `${metric}@${CREATED_AT}:${threshold}`,
        dueAt: hoursAfter(metric === 'resolution' ? 48 : 8),
      })),
    ]);
  });

  it('leave out what has been told', () => {
    const told = [50, 80, 100].map((percent) => `first-reply@${CREATED_AT}:${percent}`);
    expect(momentsOf(aTicket({ progress: { told } }), settings)[0]).toMatchObject({ kind: 'attention' });
  });

  it('stop while a clock is paused', () => {
    const held = {
      status: 'pending',
      marks: { pauses: [{ from: after(5), to: null, why: 'details' }] },
    } as const;
    expect(shown({ ...held, updatedAt: after(5) })).toEqual([]);
  });

  it('of a ticket that waits for the requester are nudge and solving by time', () => {
    expect(shown({ status: 'pending', progress: { pendingSince: CREATED_AT } }, noClocks)).toEqual([
      ['nudge', hoursAfter(48)],
      ['auto-solve', hoursAfter(168)],
    ]);
    expect(shown({ status: 'pending' }, noClocks)).toEqual([]);
    expect(shown({ status: 'open', progress: { pendingSince: CREATED_AT } }, noClocks)).toEqual([]);
  });

  it('of one that waits for details is their limit', () => {
    expect(shown({ status: 'pending', progress: { detailsAskedAt: CREATED_AT } })).toContainEqual([
      'details-limit',
      hoursAfter(48),
    ]);
  });

  it('of a solved ticket are survey and close', () => {
    expect(shown({ status: 'solved' })).toEqual([
      ['survey', hoursAfter(24)],
      ['close', hoursAfter(96)],
    ]);
    expect(shown({ status: 'solved', progress: { surveyDecidedFor: CREATED_AT } })).toEqual([
      ['close', hoursAfter(96)],
    ]);
  });

  it('of a solved ticket are no reminders, whatever was said since', () => {
    const said = { firstReplyAt: CREATED_AT, lastReplyAt: CREATED_AT, unansweredSince: after(5) };
    expect(momentsOf(aTicket({ status: 'solved', marks: said }), settings)[0]?.kind).toBe('survey');
  });

  it('have the survey before the close even where the desk closes sooner', () => {
    expect(shown({ status: 'solved' }, aSettings({ desk: { closeAfterHours: 2 } }))).toEqual([
      ['survey', hoursAfter(2)],
      ['close', hoursAfter(2)],
    ]);
  });

  it.each([
    ['closed', { status: 'closed' } as const],
    ['merged', { mergedInto: 'tkt_2' }],
    ['spam', { spam: true }],
  ])('are none when it is %s', (_what, over) => {
    expect(isOver(aTicket(over))).toBe(true);
    expect(shown({ progress: { pendingSince: CREATED_AT }, ...over })).toEqual([]);
  });

  it('are none when a solved ticket does not know since when', () => {
    expect(shown({ status: 'solved', solvedAt: null, marks: { solvedAt: CREATED_AT } })).toEqual([]);
  });
});

describe('told keys', () => {
  it('are kept for as long as their clock can come back', () => {
    const told = [
      `first-reply@${CREATED_AT}:50`,
      `resolution@${CREATED_AT}:50`,
      `next-reply@${after(5)}:50`,
      `next-reply@${after(30)}:50`,
      `nudge@${after(1)}`,
      'odd',
    ];
    const kept = (lastReplyAt: string | null) =>
      toldStill(aTicket({ marks: { lastReplyAt }, progress: { told } }));
    expect(kept(null)).toEqual(told.slice(0, 5));
    expect(kept(after(20))).toEqual([told[0], told[1], told[3]]);
  });
});

const WEEK = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] } as const;

/** Agents who are at work on Mondays and Tuesdays from nine to five, and policies that never sleep. */
const officeHours = (targets: Settings['sla-policies'][number]['targets'], over: Partial<Agent> = {}) =>
  aSettings({
    schedules: z.parse(SETTINGS_SCHEMAS.schedules, [
      ...aSettings().schedules.slice(0, 1),
      { id: 'office', timeZone: 'UTC', week: WEEK },
    ]),
    agents: [anAgent({ schedule: 'office', ...over })],
    'sla-policies': [{ id: 'p', when: {}, schedule: 'always', targets }],
  });
const anna = { assigneeId: 'agt_1' } as const;
const reminders = (over: TicketParts, desk: Settings, now?: string) =>
  momentsOf(aTicket(over), desk, now).flatMap(({ kind, at }) => (kind === 'reminder' ? [at] : []));

describe('a reminder', () => {
  it('waits for the assignee to be at work, a breach for nobody', () => {
    const desk = officeHours({ 'first-reply': 1200 });
    expect(momentsOf(aTicket(anna), desk).map(({ kind, at }) => [kind, at])).toEqual([
      ['breach', hoursAfter(20)],
      ['reminder', hoursAfter(24)],
      ['reminder', hoursAfter(24)],
      ['attention', hoursAfter(30)],
    ]);
  });

  it('waits until who is away is back', () => {
    const desk = officeHours({ 'first-reply': 120 }, { awayUntil: '2026-11-03T11:30:00Z' });
    expect(reminders(anna, desk)).toEqual(Array(2).fill('2026-11-03T11:30:00.000Z'));
  });

  it('of nobody’s ticket waits for the first of the group', () => {
    const desk = officeHours({ 'first-reply': 1200 });
    const early = anAgent({ id: 'agt_9', email: 'kim@desk.example', schedule: 'always' });
    const both = { ...desk, agents: [...desk.agents, early] };
    const turned = { ...desk, agents: [early, ...desk.agents] };
    expect(reminders({}, turned)).toEqual(reminders({}, both));
    expect(reminders({}, both)).toEqual([hoursAfter(10), hoursAfter(16)]);
    expect(reminders({ groupId: 'nobody' }, both)).toEqual([hoursAfter(10), hoursAfter(16)]);
  });

  it('is not told in the last minutes of a shift, nor after one that its workflow slept through', () => {
    const desk = officeHours({ 'first-reply': 954 });
    // Half of it has passed at 16:57, eighty percent in the night.
    expect(reminders(anna, desk)).toEqual([hoursAfter(24), hoursAfter(24)]);
    const inTime = officeHours({ 'first-reply': 900 });
    expect(reminders(anna, inTime)[0]).toBe(hoursAfter(7.5));
    expect(reminders(anna, inTime, hoursAfter(7.9))[0]).toBe(hoursAfter(7.5));
    expect(reminders(anna, inTime, hoursAfter(8.5))[0]).toBe(hoursAfter(24));
  });

  it('is told at work alone, whatever the hours, the promise and the delay', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6000 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.option(fc.integer({ min: 0, max: 10_000 })),
        (target, late, away) => {
          const desk = officeHours(
            { 'first-reply': target },
            away === null ? {} : { awayUntil: after(away) },
          );
          const [office] = desk.schedules.slice(-1);
          const hours = workingTimeOf(office as Settings['schedules'][number]);
          for (const at of reminders(anna, desk, after(late))) {
            const told = Date.parse(at);
            if (told <= Date.parse(after(late)) - 1) continue;
            expect(hours.workingBetween(told, told + 2 * 60_000)).toBe(2 * 60_000);
            expect(at >= after(away ?? 0)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('the update that is promised', () => {
  const silent = aSettings({
    'sla-policies': [{ id: 'p', when: {}, schedule: 'always', targets: { 'periodic-update': 240 } }],
  });
  const updates = (over: TicketParts, now?: string) =>
    momentsOf(aTicket(over), silent, now).filter(({ kind }) => kind === 'update');

  it('is due each time the target has passed without a word', () => {
    expect(updates({})).toMatchObject([{ at: hoursAfter(4), key: `periodic-update@${CREATED_AT}:update-1` }]);
    const told = [`periodic-update@${CREATED_AT}:update-1`];
    expect(updates({ progress: { told } })).toMatchObject([{ at: hoursAfter(8) }]);
  });

  it('begins anew with every word of an agent', () => {
    const said = { firstReplyAt: hoursAfter(3), lastReplyAt: hoursAfter(3) };
    expect(updates({ marks: said })).toMatchObject([{ at: hoursAfter(7) }]);
  });

  it('makes up for those that were missed', () => {
    expect(updates({}, hoursAfter(17))).toMatchObject([
      { at: hoursAfter(16), key: `periodic-update@${CREATED_AT}:update-4` },
    ]);
  });

  it('is not promised of a solved ticket, and keeps one key however long it goes on', () => {
    expect(updates({ status: 'solved' })).toEqual([]);
    const told = [1, 2, 3].map((n) => `periodic-update@${CREATED_AT}:update-${n}`);
    expect(toldStill(aTicket({ progress: { told } }))).toEqual(told.slice(-1));
  });
});

import { describe, expect, it } from 'vitest';
import { isOver, momentsOf, toldStill } from '../../../../lambdas/core/domain/ticket/moments.ts';
import { after, aSettings, aTicket, CREATED_AT, hoursAfter, type TicketParts } from '../../builders.ts';

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

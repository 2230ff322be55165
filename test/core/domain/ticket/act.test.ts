import { describe, expect, it } from 'vitest';
import { actOnMoments } from '../../../../lambdas/core/domain/ticket/act.ts';
import { momentsOf } from '../../../../lambdas/core/domain/ticket/moments.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { aSettings, aTicket, CREATED_AT, circumstances, hoursAfter } from '../../builders.ts';

const settings = aSettings();
const act = (ticket: Ticket, hours: number, desk = settings) =>
  actOnMoments(ticket, circumstances({ by: 'system', now: hoursAfter(hours), settings: desk }));
const brief = ({ events }: ReturnType<typeof act>) =>
  events.map(({ type, payload }) => ('threshold' in payload ? `${type} ${payload.threshold}` : type));

describe('acting on what is due', () => {
  it('is nothing before the first moment', () => {
    const ticket = aTicket();
    expect(act(ticket, 3.9)).toEqual({ after: ticket, events: [], comments: [] });
  });

  it('reminds at the moment, once', () => {
    const reminded = act(aTicket(), 4);
    const key = `first-reply@${CREATED_AT}:50`;
    expect(reminded.events).toEqual([
      {
        type: 'sla.reminded',
        payload: { metric: 'first-reply', threshold: 50, dueAt: hoursAfter(8), key },
      },
    ]);
    expect(reminded.after.progress.told).toEqual([key]);
    expect(act(reminded.after, 4).events).toEqual([]);
  });

  it('sends, when late, only the last of several reminders of a clock', () => {
    const late = act(aTicket(), 7);
    expect(brief(late)).toEqual(['sla.reminded 80']);
    expect(late.after.progress.told).toHaveLength(2);
  });

  it('sends no reminder with a breach, but the call for attention with both', () => {
    const breached = act(aTicket(), 8);
    expect(brief(breached)).toEqual(['sla.breached']);
    expect(breached.events[0]?.payload).toMatchObject({ metric: 'first-reply', dueAt: hoursAfter(8) });
    expect(brief(act(breached.after, 12))).toEqual(['sla.attention']);
    expect(brief(act(aTicket(), 12))).toEqual(['sla.breached', 'sla.attention']);
  });

  it('keeps the clocks apart', () => {
    expect(brief(act(aTicket(), 25))).toEqual(['sla.breached', 'sla.attention', 'sla.reminded 50']);
  });
});

describe('a promised update', () => {
  const silent = aSettings({
    desk: { reminders: [] },
    'sla-policies': [{ id: 'p', when: {}, schedule: 'always', targets: { 'periodic-update': 240 } }],
  });

  it('is given each time it is due, beside the breach, and once for all that were missed', () => {
    const first = act(aTicket(), 4, silent);
    expect(brief(first)).toEqual(['sla.breached', 'sla.updated']);
    expect(act(first.after, 4, silent).events).toEqual([]);
    expect(brief(act(first.after, 21, silent))).toEqual(['sla.attention', 'sla.updated']);
    expect(act(first.after, 21, silent).events[1]?.payload).toMatchObject({
      dueAt: hoursAfter(20),
      key: `periodic-update@${CREATED_AT}:update-5`,
    });
  });
});

describe('a ticket that waits for the requester', () => {
  const waiting = aTicket({
    status: 'pending',
    progress: { pendingSince: CREATED_AT },
    marks: { firstReplyAt: CREATED_AT, lastReplyAt: CREATED_AT, publicReplies: 1, lastReplyBy: 'agt_1' },
  });

  it('is nudged once and then solved by time', () => {
    const nudged = act(waiting, 48);
    expect(nudged.events).toEqual([{ type: 'ticket.nudged', payload: { pendingSince: CREATED_AT } }]);
    expect(act(nudged.after, 49).events).toEqual([]);
    const solved = act(nudged.after, 168);
    expect(solved.events).toEqual([
      {
        type: 'ticket.solved',
        payload: { before: 'pending', auto: true, withComment: false, agentId: 'agt_1' },
      },
    ]);
    expect(solved.after).toMatchObject({ status: 'solved', progress: { autoSolved: true } });
  });

  it('is not nudged any more when it is solved anyway', () => {
    expect(brief(act(waiting, 200))).toEqual(['ticket.solved']);
  });

  it('is reminded of nothing after it was solved in the same breath', () => {
    const always = aSettings({
      desk: { autoSolveAfterHours: 1 },
      'sla-policies': [{ id: 'p', when: {}, schedule: 'always', targets: { 'periodic-update': 180 } }],
    });
    expect(brief(act(waiting, 100, always))).toEqual(['ticket.solved']);
  });
});

describe('a ticket that waits for details', () => {
  const waiting = aTicket({
    status: 'pending',
    missingDetails: ['version'],
    progress: { detailsAskedAt: CREATED_AT },
    marks: { pauses: [{ from: CREATED_AT, to: null, why: 'details' }] },
  });

  it('opens at the limit, and its clocks run again', () => {
    const opened = act(waiting, 48);
    expect(brief(opened)).toEqual(['ticket.details-waived']);
    expect(opened.after.status).toBe('open');
    expect(momentsOf(opened.after, settings)[0]?.at).toBe(hoursAfter(52));
  });
});

describe('a solved ticket', () => {
  it('has steps of its own for survey and close', () => {
    expect(act(aTicket({ status: 'solved' }), 1000).events).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { marksFrom } from '../../../../lambdas/core/domain/sla/fold.ts';
import { changeFields } from '../../../../lambdas/core/domain/ticket/change.ts';
import { addComment, type CommentInput } from '../../../../lambdas/core/domain/ticket/comment.ts';
import { and, decided, nothing } from '../../../../lambdas/core/domain/ticket/decision.ts';
import { openTicket } from '../../../../lambdas/core/domain/ticket/open.ts';
import { record } from '../../../../lambdas/core/domain/ticket/record.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import {
  AUTHORS,
  aComment,
  after,
  aRequester,
  aSettings,
  aTicket,
  type CircumstanceParts,
  CREATED_AT,
  circumstances,
  hoursAfter,
} from '../../builders.ts';

const recording = (parts: CircumstanceParts = {}) => {
  let count = 0;
  return {
    ...circumstances(parts),
    correlationId: 'cor_1',
    eventId: () => {
      count += 1;
      return `evt_${count}`;
    },
  };
};
const opened = openTicket(
  {
    id: 'tkt_1',
    number: 1001,
    commentId: 'cmt_1',
    subject: 'S',
    description: 'D',
    requester: aRequester(),
    author: AUTHORS.requester,
    channel: 'api',
  },
  circumstances({ by: 'requester', now: CREATED_AT }),
);
const replied = (ticket: Ticket, now: string, over: Partial<CommentInput> = {}) =>
  record(
    ticket,
    addComment(ticket, { comment: aComment({ by: 'agent' }), ...over }, circumstances({ now })),
    recording({ now }),
  );

describe('recording a decision', () => {
  it('opens a ticket at version 1 with its promises and its first moment', () => {
    const { after: ticket, events } = record(null, opened, recording({ by: 'requester', now: CREATED_AT }));
    expect(ticket).toMatchObject({
      version: 1,
      promises: { firstReplyAt: hoursAfter(8), nextReplyAt: null, resolutionAt: hoursAfter(48) },
      urgentAt: hoursAfter(8),
      nextMomentAt: hoursAfter(4),
      updatedAt: CREATED_AT,
    });
    expect(events).toMatchObject([
      {
        id: 'evt_1',
        ticketId: 'tkt_1',
        version: 1,
        type: 'ticket.opened',
        occurredAt: CREATED_AT,
        actor: { kind: 'requester', id: 'per_maria' },
        correlationId: 'cor_1',
      },
    ]);
  });

  it('numbers on from the version before and folds the events into the marks', () => {
    const before = aTicket({ version: 7 });
    const { after: ticket, events } = replied(before, after(20));
    expect(events.map(({ version, type }) => [version, type])).toEqual([
      [8, 'ticket.commented'],
      [9, 'ticket.status-changed'],
      [10, 'sla.met'],
    ]);
    expect(ticket).toMatchObject({
      version: 10,
      updatedAt: after(20),
      marks: { firstReplyAt: after(20), lastReplyBy: 'agt_1' },
      promises: { firstReplyAt: null },
      urgentAt: hoursAfter(48),
    });
  });

  it('leaves the ticket as it is when nothing happened', () => {
    const before = aTicket();
    expect(record(before, nothing(before), recording())).toEqual({ after: before, events: [] });
    expect(record(null, nothing(before), recording())).toEqual({ after: before, events: [] });
  });

  it('never goes back in time', () => {
    const before = aTicket({ updatedAt: after(30) });
    const change = changeFields(before, { priority: 'high' }, circumstances());
    const { after: ticket, events } = record(before, change, recording({ now: after(10) }));
    expect([ticket.updatedAt, events[0]?.occurredAt]).toEqual([after(30), after(30)]);
  });

  it('has no next moment when nothing lies ahead', () => {
    const settings = aSettings({ 'sla-policies': [] });
    const change = changeFields(aTicket(), { priority: 'high' }, circumstances());
    expect(record(aTicket(), change, recording({ settings })).after.nextMomentAt).toBeNull();
  });

  it('drops told keys that can never matter again', () => {
    const before = aTicket({
      progress: { told: [`next-reply@${CREATED_AT}:50`, `first-reply@${CREATED_AT}:50`] },
    });
    expect(replied(before, after(20)).after.progress.told).toEqual([`first-reply@${CREATED_AT}:50`]);
  });

  it('agrees with the marks of the whole history', () => {
    const first = record(null, opened, recording({ by: 'requester', now: CREATED_AT }));
    const second = replied(first.after, after(9), { status: 'solved' });
    const [start, ...rest] = [...first.events, ...second.events];
    expect(start && marksFrom([start, ...rest])).toEqual({ ...second.after.marks, policies: [] });
  });

  it('keeps which policy applied when', () => {
    const settings = aSettings({
      'sla-policies': [
        { id: 'urgent', when: { priority: 'urgent' }, schedule: 'always', targets: { 'first-reply': 60 } },
        { id: 'basic', when: {}, schedule: 'office', targets: { 'first-reply': 480 } },
      ],
    });
    const first = record(null, opened, recording({ by: 'requester', now: CREATED_AT, settings }));
    const { after: urgent } = record(
      first.after,
      decided(
        { ...first.after, priority: 'urgent' },
        { type: 'ticket.changed', payload: { changes: { priority: { before: 'normal', after: 'urgent' } } } },
      ),
      recording({ now: after(30), settings }),
    );
    expect(urgent.marks.policies).toEqual([
      { from: CREATED_AT, policy: 'basic', schedule: 'office' },
      { from: after(30), policy: 'urgent', schedule: 'always' },
    ]);
    expect([first.after, urgent].map(({ promises }) => promises.firstReplyAt)).toEqual([
      after(480),
      after(60),
    ]);
  });
});

describe('a promise that is kept', () => {
  const metIn = (result: ReturnType<typeof record>) =>
    result.events.flatMap((event) => (event.type === 'sla.met' ? [event] : []));

  it('is on record, by the system, with the time it was due', () => {
    expect(metIn(replied(aTicket(), after(20)))).toMatchObject([
      {
        actor: { kind: 'system', id: null },
        payload: { metric: 'first-reply', dueAt: hoursAfter(8), at: after(20) },
      },
    ]);
  });

  it('is each one that a reply that solves keeps', () => {
    const before = aTicket({
      status: 'open',
      marks: { firstReplyAt: after(5), lastReplyAt: after(5), unansweredSince: after(9) },
    });
    expect(
      metIn(replied(before, after(20), { status: 'solved' })).map(({ payload }) => payload.metric),
    ).toEqual(['next-reply', 'resolution']);
  });

  it('of a paused clock is due when it would have been, going on now', () => {
    const before = aTicket({
      status: 'pending',
      updatedAt: hoursAfter(1),
      marks: { firstReplyAt: after(5), lastReplyAt: after(5) },
    });
    expect(metIn(replied(before, hoursAfter(10), { status: 'solved' }))).toMatchObject([
      { payload: { metric: 'resolution', dueAt: hoursAfter(57) } },
    ]);
  });

  it('is not one that was broken', () => {
    expect(metIn(replied(aTicket(), hoursAfter(9)))).toEqual([]);
  });

  it('is none of a ticket that an event leaves where it was', () => {
    const before = aTicket();
    const decision = decided(before, {
      type: 'satisfaction.attempted',
      payload: { rating: 'ok', why: 'nonce' },
    });
    expect(metIn(record(before, decision, recording()))).toEqual([]);
  });
});

describe('a promise that a change moves', () => {
  const policies = (urgent: number, normal: number) =>
    aSettings({
      'sla-policies': [
        { id: 'urgent', when: { priority: 'urgent' }, schedule: 'always', targets: { resolution: urgent } },
        { id: 'rest', when: {}, schedule: 'always', targets: { resolution: normal } },
      ],
    });
  const changed = (
    from: Ticket,
    change: Parameters<typeof changeFields>[1],
    settings = policies(60, 600),
  ) => {
    const parts = { now: after(10), settings };
    return record(from, changeFields(from, change, circumstances(parts)), recording(parts));
  };
  const promised = (resolutionAt: string, over: Parameters<typeof aTicket>[0] = {}): Ticket =>
    aTicket({ ...over, promises: { resolutionAt, ...over.promises } });

  it('for the worse is told once, with what it was', () => {
    const { events, after: now } = changed(promised(after(60), { priority: 'urgent' }), { priority: 'low' });
    expect(events.slice(1)).toMatchObject([
      {
        type: 'sla.promised',
        actor: { kind: 'system' },
        payload: { changes: { resolutionAt: { before: after(60), after: after(600) } } },
      },
    ]);
    expect(changed(now, { subject: 'Other' }).events.map(({ type }) => type)).toEqual(['ticket.changed']);
  });

  it.each([
    ['for the better', promised(after(600)), { priority: 'urgent' }, policies(60, 600)],
    ['by a few minutes', promised(after(60), { priority: 'urgent' }), { priority: 'low' }, policies(60, 65)],
    ['by waiting for the requester', promised(after(600)), { status: 'pending' }, policies(60, 600)],
  ] as const)('%s is not told', (_how, from, change, settings) => {
    expect(changed(from, change, settings).events.map(({ type }) => type)).not.toContain('sla.promised');
  });

  it.each([
    ['an agent’s reply of the same change', { by: 'agent' }, true],
    ['no note', { by: 'agent', public: false }, false],
    ['no words of the desk itself', { by: 'system' }, false],
  ] as const)('is told by %s', (_what, words, together) => {
    const parts = { now: after(10), settings: policies(60, 600) };
    const c = circumstances(parts);
    const from = promised(after(60), { priority: 'urgent' });
    const decision = and(changeFields(from, { priority: 'low' }, c), (one) =>
      addComment(one, { comment: aComment(words) }, c),
    );
    const { events } = record(from, decision, recording(parts));
    const [said, told] = ['ticket.commented', 'sla.promised'].map((type) =>
      events.find((event) => event.type === type),
    );
    const changes = { resolutionAt: { before: after(60), after: after(600) } };
    expect(told?.payload).toEqual(together ? { changes, withComment: true } : { changes });
    expect(said?.payload).toMatchObject(together ? { promised: changes } : {});
    expect(Object.hasOwn(said?.payload ?? {}, 'promised')).toBe(together);
  });

  it('because the policies themselves were changed is told at the next event', () => {
    const { events } = changed(promised(after(60)), { subject: 'Other' });
    expect(events.at(-1)).toMatchObject({
      type: 'sla.promised',
      payload: { changes: { resolutionAt: { after: after(600) } } },
    });
  });

  it('is told together with the fix that is expected, which counts whichever way it moves', () => {
    const from = promised(after(60), { priority: 'urgent' });
    const both = changed(from, { priority: 'low', expectedFixAt: after(900) });
    expect(both.events.filter(({ type }) => type === 'sla.promised')).toMatchObject([
      {
        payload: {
          changes: {
            resolutionAt: { after: after(600) },
            expectedFixAt: { before: null, after: after(900) },
          },
        },
      },
    ]);
    expect(both.after.promises.expectedFixAt).toBe(after(900));
    expect(changed(both.after, { expectedFixAt: after(300) }).events.at(-1)).toMatchObject({
      payload: { changes: { expectedFixAt: { before: after(900), after: after(300) } } },
    });
    expect(changed(both.after, { expectedFixAt: null }).events.map(({ type }) => type)).toEqual([
      'ticket.changed',
    ]);
  });
});

/** Events of a ticket as clocks see them, and an arbitrary of whole histories. */
import * as fc from 'fast-check';
import type { MarkedEvent } from '../../../../lambdas/core/domain/sla/fold.ts';
import type { EventPayloads } from '../../../../lambdas/core/domain/ticket/event-payloads.ts';
import type { EventDraft } from '../../../../lambdas/core/domain/ticket/events.ts';
import type { Status } from '../../../../lambdas/core/domain/ticket/words.ts';
import { after } from '../../builders.ts';

const agent = { kind: 'agent', id: 'agt_1' } as const;

const at = (minutes: number, draft: EventDraft, actor: MarkedEvent['actor'] = agent): MarkedEvent => ({
  ...draft,
  occurredAt: after(minutes),
  actor,
});

export const opened = (minutes = 0): MarkedEvent =>
  at(minutes, {
    type: 'ticket.opened',
    payload: {
      number: 1001,
      commentId: 'cmt_1',
      line: 1,
      groupId: 'first-line',
      category: 'other',
      priority: 'normal',
      channel: 'api',
      requesterId: 'per_maria',
      followUpOf: null,
    },
  });

export const commented = (
  minutes: number,
  over: Partial<EventPayloads['ticket.commented']> = {},
  actor: MarkedEvent['actor'] = agent,
): MarkedEvent =>
  at(
    minutes,
    {
      type: 'ticket.commented',
      payload: {
        commentId: 'cmt_2',
        public: true,
        authorKind: 'agent',
        authorEmail: null,
        status: 'open',
        solves: false,
        thanks: false,
        mentions: [],
        ...over,
      },
    },
    actor,
  );

export const asked = (minutes: number, over: Partial<EventPayloads['ticket.commented']> = {}): MarkedEvent =>
  commented(minutes, { authorKind: 'requester', ...over }, { kind: 'requester', id: 'per_maria' });

export const moved = (minutes: number, before: Status, to: Status): MarkedEvent =>
  at(minutes, { type: 'ticket.status-changed', payload: { before, after: to } });

export const detailsRequested = (minutes: number): MarkedEvent =>
  at(minutes, {
    type: 'ticket.details-requested',
    payload: { commentId: 'cmt_3', missing: ['version'], round: 1 },
  });

export const detailsWaived = (minutes: number): MarkedEvent =>
  at(minutes, { type: 'ticket.details-waived', payload: { missing: ['version'], reason: 'time' } });

export const solved = (minutes: number, before: Status = 'open'): MarkedEvent =>
  at(minutes, {
    type: 'ticket.solved',
    payload: { before, auto: false, withComment: true, agentId: 'agt_1' },
  });

export const reopened = (minutes: number): MarkedEvent =>
  at(minutes, { type: 'ticket.reopened', payload: { before: 'solved', after: 'open' } });

/** What may happen to a ticket in a status, and the status after it. */
type Happening = (minutes: number, now: Status) => { event: MarkedEvent; status: Status } | null;
const HAPPENINGS: Readonly<Record<string, Happening>> = {
  reply: (minutes, now) => ({ event: commented(minutes), status: now }),
  note: (minutes, now) => ({ event: commented(minutes, { public: false }), status: now }),
  ask: (minutes, now) => ({ event: asked(minutes), status: now }),
  thank: (minutes, now) => ({ event: asked(minutes, { thanks: true }), status: now }),
  pend: (minutes, now) =>
    now === 'open' ? { event: moved(minutes, 'open', 'pending'), status: 'pending' } : null,
  resume: (minutes, now) =>
    now === 'pending' ? { event: moved(minutes, 'pending', 'open'), status: 'open' } : null,
  askForDetails: (minutes, now) =>
    now === 'open' ? { event: detailsRequested(minutes), status: 'pending' } : null,
  waive: (minutes, now) => (now === 'pending' ? { event: detailsWaived(minutes), status: 'open' } : null),
  solve: (minutes, now) => (now === 'solved' ? null : { event: solved(minutes, now), status: 'solved' }),
  reopen: (minutes, now) => (now === 'solved' ? { event: reopened(minutes), status: 'open' } : null),
};

/** Histories of up to 25 events that a ticket can really have, with growing times; the first one opens it. */
export const histories: fc.Arbitrary<readonly MarkedEvent[]> = fc
  .array(fc.tuple(fc.constantFrom(...Object.keys(HAPPENINGS)), fc.integer({ min: 0, max: 600 })), {
    maxLength: 25,
  })
  .map((steps) => {
    const events = [opened()];
    let minutes = 0;
    let status: Status = 'open';
    for (const [name, wait] of steps) {
      const happened: ReturnType<Happening> | undefined = HAPPENINGS[name]?.(minutes + wait, status);
      if (happened == null) continue;
      minutes += wait;
      status = happened.status;
      events.push(happened.event);
    }
    return events;
  });

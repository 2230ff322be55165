import { describe, expect, it } from 'vitest';
import { addComment } from '../../../../lambdas/core/domain/ticket/comment.ts';
import { momentsOf } from '../../../../lambdas/core/domain/ticket/moments.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import {
  aComment,
  after,
  aSettings,
  aTicket,
  CREATED_AT,
  circumstances,
  hoursAfter,
  type TicketParts,
} from '../../builders.ts';
import { refusal } from './refusal.ts';

const now = after(10);
const byRequester = circumstances({ by: 'requester' });
const byAgent = circumstances();
const typesOf = ({ events }: { events: readonly { type: string }[] }) => events.map(({ type }) => type);
const reply = (ticket: Ticket, more: Parameters<typeof addComment>[1] | object = {}) =>
  addComment(ticket, { comment: aComment({ by: 'agent' }), ...more }, byAgent);
const answer = (ticket: Ticket, more: object = {}) =>
  addComment(ticket, { comment: aComment(), ...more }, byRequester);

describe('a comment of the requester', () => {
  it.each(['pending', 'on-hold'] as const)('opens a ticket that is %s', (status) => {
    const decision = answer(aTicket({ status }));
    expect(decision.after.status).toBe('open');
    expect(decision.events).toEqual([
      {
        type: 'ticket.commented',
        payload: {
          commentId: aComment().id,
          public: true,
          authorKind: 'requester',
          authorEmail: 'maria@example.com',
          status: 'open',
          solves: false,
          thanks: false,
          mentions: [],
        },
      },
      { type: 'ticket.status-changed', payload: { before: status, after: 'open' } },
    ]);
    expect(decision.comments).toEqual([aComment()]);
  });

  it('leaves a new ticket new and an open one open', () => {
    for (const status of ['new', 'open'] as const) {
      const decision = answer(aTicket({ status }));
      expect(decision.after.status).toBe(status);
      expect(typesOf(decision)).toEqual(['ticket.commented']);
    }
  });

  it('reopens a solved ticket', () => {
    const decision = answer(aTicket({ status: 'solved', progress: { autoSolved: true } }));
    expect(typesOf(decision)).toEqual(['ticket.commented', 'ticket.reopened']);
    expect(decision.after).toMatchObject({ status: 'open', solvedAt: null, progress: { autoSolved: false } });
  });

  it('withdraws a survey that was offered, and keeps an answer that was given', () => {
    const offered = aTicket({
      status: 'solved',
      satisfaction: { status: 'offered', offeredAt: CREATED_AT, agentId: 'agt_1' },
    });
    const withdrawn = answer(offered);
    expect(withdrawn.after.satisfaction.status).toBe('withdrawn');
    expect(withdrawn.events.at(-1)).toEqual({
      type: 'satisfaction.withdrawn',
      payload: { offeredAt: CREATED_AT, agentId: 'agt_1', groupId: 'first-line' },
    });
    const rated = aTicket({ status: 'solved', satisfaction: { status: 'good', offeredAt: CREATED_AT } });
    expect(answer(rated).after.satisfaction.status).toBe('good');
  });

  it('does not reopen it with mere thanks, and the event says so', () => {
    const decision = answer(aTicket({ status: 'solved' }), { thanks: true });
    expect(decision.after.status).toBe('solved');
    expect(decision.events).toMatchObject([{ type: 'ticket.commented', payload: { thanks: true } }]);
  });

  it('that calls a solved ticket solved leaves it so and starts no clock', () => {
    const decision = answer(aTicket({ status: 'solved' }), { status: 'solved' });
    expect(decision.after.status).toBe('solved');
    expect(decision.events).toMatchObject([{ payload: { thanks: true } }]);
  });

  it('opens a pending ticket even with thanks, and a solved one that it asks to open', () => {
    expect(answer(aTicket({ status: 'pending' }), { thanks: true }).after.status).toBe('open');
    expect(answer(aTicket({ status: 'solved' }), { thanks: true, status: 'open' }).after.status).toBe('open');
    expect(answer(aTicket(), { status: 'open' }).after.status).toBe('new');
  });

  it('may solve the ticket, but not hold it', () => {
    const decision = answer(aTicket(), { status: 'solved' });
    expect(decision.after.status).toBe('solved');
    expect(decision.events).toMatchObject([
      { payload: { solves: false } },
      { type: 'ticket.solved', payload: { withComment: false, agentId: null } },
    ]);
    expect(refusal(() => answer(aTicket(), { status: 'on-hold' }))?.paths).toEqual(['status']);
  });

  it.each(['open', 'on-hold', 'pending'] as const)(
    'is analysed while details are missing, also when nobody waits for them any more (%s)',
    (status) => {
      const late = { missingDetails: ['version'], progress: { detailsRounds: 1, detailsWaived: true } };
      expect(answer(aTicket({ status, ...late })).after.progress.needsAnalysis).toBe(true);
      expect(answer(aTicket({ status })).after.progress.needsAnalysis).toBe(false);
    },
  );

  it('answers a request for details, so analysis looks again unless it is settled', () => {
    const waiting = aTicket({
      status: 'pending',
      progress: { detailsAskedAt: CREATED_AT, detailsRounds: 1 },
    });
    expect(answer(waiting).after.progress).toMatchObject({ needsAnalysis: true, detailsAskedAt: null });
    expect(answer(waiting, { status: 'solved' }).after.progress.needsAnalysis).toBe(false);
  });

  describe('that gives nothing yet', () => {
    const nothingYet = { nothingYet: true };
    const held = (over: TicketParts = {}) =>
      aTicket({
        status: 'pending',
        category: 'bug',
        missingDetails: ['version'],
        marks: { pauses: [{ from: CREATED_AT, to: null, why: 'details' }] },
        ...over,
        progress: { detailsAskedAt: CREATED_AT, detailsRounds: 1, ...over.progress },
      });

    it('leaves a ticket that is held as it is, and the event says so', () => {
      const decision = answer(held(), nothingYet);
      expect(decision.after).toEqual(held());
      expect(decision.events).toMatchObject([
        { type: 'ticket.commented', payload: { status: 'pending', nothingYet: true } },
      ]);
      expect(decision.comments).toHaveLength(1);
      expect(momentsOf(decision.after, aSettings())).toMatchObject([
        { kind: 'details-limit', at: hoursAfter(48) },
      ]);
    });

    it.each(['solved', 'open'] as const)('moves it when it is called %s with it', (status) => {
      const decision = answer(held(), { ...nothingYet, status });
      expect(decision.after).toMatchObject({ status, progress: { needsAnalysis: status === 'open' } });
      expect(decision.events[0]?.payload).not.toHaveProperty('nothingYet');
    });

    it.each<[string, TicketParts]>([
      ['nothing is missing any more', { missingDetails: [] }],
      ['it became urgent', { priority: 'urgent' }],
      ['its category is gone', { category: 'gone' }],
      ['an agent has answered and waits', { progress: { detailsAskedAt: null, pendingSince: CREATED_AT } }],
      ['somebody has put it on hold', { status: 'on-hold', progress: { detailsAskedAt: null } }],
    ])('opens it when %s', (_why, over) => {
      const decision = answer(held(over), nothingYet);
      expect(decision.after.status).toBe('open');
      expect(decision.events[0]?.payload).not.toHaveProperty('nothingYet');
    });

    it.each(['new', 'open'] as const)('is no reason to ask again when somebody has made it %s', (status) => {
      const moved = held({ status, progress: { detailsAskedAt: null } });
      expect(answer(moved, nothingYet).after).toMatchObject({ status, progress: { needsAnalysis: false } });
      const unread = held({ status, progress: { detailsAskedAt: null, needsAnalysis: true } });
      expect(answer(unread, nothingYet).after.progress.needsAnalysis).toBe(true);
    });

    it('is what somebody outside says, no agent', () => {
      expect(reply(held(), nothingYet).after.progress.detailsAskedAt).toBeNull();
      const olga = addComment(
        held(),
        { comment: aComment({ by: 'participant' }), ...nothingYet },
        byRequester,
      );
      expect(olga.after.status).toBe('pending');
    });
  });

  it('on a closed ticket is for a new ticket', () => {
    expect(refusal(() => answer(aTicket({ status: 'closed' })))).toMatchObject({
      name: 'TicketClosed',
      kind: 'conflict',
    });
  });
});

describe('a comment of a participant', () => {
  it('opens like the requester’s', () => {
    const comment = aComment({ by: 'participant' });
    const c = circumstances({ by: 'participant' });
    expect(addComment(aTicket({ status: 'on-hold' }), { comment }, c).after.status).toBe('open');
  });
});

describe('a public reply of an agent', () => {
  it('opens a new ticket and leaves others as they are', () => {
    expect(reply(aTicket()).after.status).toBe('open');
    expect(reply(aTicket({ status: 'on-hold' })).after.status).toBe('on-hold');
    expect(reply(aTicket({ status: 'solved' })).after.status).toBe('solved');
  });

  it('solves in the same change, credited to its author', () => {
    const decision = reply(aTicket({ marks: { lastReplyBy: 'agt_9' } }), { status: 'solved' });
    expect(decision.events).toMatchObject([
      { type: 'ticket.commented', payload: { solves: true, status: 'solved' } },
      { type: 'ticket.solved', payload: { before: 'new', auto: false, withComment: true, agentId: 'agt_1' } },
    ]);
    expect(decision.after).toMatchObject({
      status: 'solved',
      solvedAt: now,
      satisfaction: { agentId: 'agt_1' },
    });
  });

  it('by a machine key is credited to nobody', () => {
    const c = circumstances({ by: 'machine' });
    const decision = addComment(aTicket(), { comment: aComment({ by: 'agent' }), status: 'solved' }, c);
    expect(decision.after.satisfaction.agentId).toBeNull();
  });

  it('that waits for the requester starts the nudge, also when it waited before', () => {
    expect(reply(aTicket(), { status: 'pending' }).after.progress.pendingSince).toBe(now);
    const waiting = aTicket({ status: 'pending', progress: { pendingSince: CREATED_AT } });
    expect(reply(waiting).after.progress.pendingSince).toBe(now);
  });

  it('takes over from the request for details', () => {
    const waiting = aTicket({ status: 'pending', progress: { detailsAskedAt: CREATED_AT } });
    expect(reply(waiting).after.progress).toMatchObject({ detailsAskedAt: null, pendingSince: now });
    const asking = aTicket({ progress: { shouldAskForDetails: true } });
    expect(reply(asking).after.progress.shouldAskForDetails).toBe(false);
  });

  it('cannot bring a status that does not follow', () => {
    expect(refusal(() => reply(aTicket({ status: 'solved' }), { status: 'pending' }))?.name).toBe(
      'StatusNotAllowed',
    );
  });
});

describe('an internal note', () => {
  const note = (ticket: Ticket, more: object = {}) =>
    addComment(
      ticket,
      { comment: aComment({ by: 'agent', public: false, text: 'See @agt_2 at once' }), ...more },
      byAgent,
    );

  it('moves nothing by itself and calls the agents it names', () => {
    const decision = note(aTicket());
    expect(decision.after.status).toBe('new');
    expect(decision.events).toMatchObject([{ payload: { public: false, mentions: ['agt_2'] } }]);
    expect(decision.after.called).toEqual(['agt_2']);
    expect(note(aTicket({ called: ['agt_3'] })).after.called).toEqual(['agt_3', 'agt_2']);
  });

  it('can solve, but then the solved mail is its own', () => {
    expect(note(aTicket({ marks: { lastReplyBy: 'agt_2' } }), { status: 'solved' }).events).toMatchObject([
      { payload: { solves: false } },
      { type: 'ticket.solved', payload: { withComment: false, agentId: 'agt_2' } },
    ]);
  });

  it('is possible on a closed ticket, without a status', () => {
    const closed = aTicket({ status: 'closed' });
    expect(note(closed).after.status).toBe('closed');
    expect(refusal(() => note(closed, { status: 'open' }))?.name).toBe('TicketClosed');
  });

  it('that makes a ticket pending starts no nudge while the desk owes an answer', () => {
    const owed = aTicket({ marks: { lastReplyAt: CREATED_AT, unansweredSince: after(5) } });
    expect(note(owed, { status: 'pending' }).after.progress.pendingSince).toBeNull();
    expect(note(aTicket(), { status: 'pending' }).after.progress.pendingSince).toBeNull();
    const answered = aTicket({ marks: { lastReplyAt: CREATED_AT } });
    expect(note(answered, { status: 'pending' }).after.progress.pendingSince).toBe(now);
  });
});

describe('a comment that was made at another desk', () => {
  it('does what any does and tells nobody, while the conversation goes on', () => {
    const { after, events } = answer(aTicket({ status: 'pending' }), { imported: 'open' });
    expect(after.status).toBe('open');
    expect(events[0]?.payload).toMatchObject({ public: true, quiet: true });
  });

  it('is put on a ticket that is closed, which stays closed, when it is history', () => {
    const { after, events } = answer(aTicket({ status: 'closed' }), { imported: 'history' });
    expect(after.status).toBe('closed');
    expect(typesOf({ events })).toEqual(['ticket.commented']);
    expect(refusal(() => answer(aTicket({ status: 'closed' }), { imported: 'open' }))?.name).toBe(
      'TicketClosed',
    );
  });
});

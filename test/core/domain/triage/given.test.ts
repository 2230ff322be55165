import { describe, expect, it } from 'vitest';
import type { ActorKind, EventDraft, TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import { openTicket } from '../../../../lambdas/core/domain/ticket/open.ts';
import { givenBy } from '../../../../lambdas/core/domain/triage/given.ts';
import { aRequester, CREATED_AT, circumstances } from '../../builders.ts';

const event = (draft: EventDraft, by: ActorKind = 'agent'): TicketEvent => ({
  ...draft,
  id: 'evt_1',
  ticketId: 'tkt_1',
  version: 1,
  occurredAt: CREATED_AT,
  actor: { kind: by, id: null },
  correlationId: 'c',
});
const changed = (field: string, by?: ActorKind) =>
  event({ type: 'ticket.changed', payload: { changes: { [field]: { before: 'a', after: 'b' } } } }, by);
const given = (...events: TicketEvent[]) => [...givenBy(events)];

describe('what people gave', () => {
  it.each([
    ['category', ['category']],
    ['groupId', ['category']],
    ['line', ['category']],
    ['priority', ['priority']],
    ['subject', []],
  ])('is what they changed: %s', (field, expected) => {
    expect(given(changed(field))).toEqual(expected);
    expect(given(changed(field, 'machine'))).toEqual(expected);
    expect(given(changed(field, 'system'))).toEqual([]);
  });

  it('is the place to which they moved it', () => {
    const payload = { from: 1, to: 2, groupId: 'second-line', reason: 'hard' } as const;
    expect(given(event({ type: 'ticket.escalated', payload }))).toEqual(['category']);
    expect(given(event({ type: 'ticket.returned', payload }))).toEqual(['category']);
  });

  it('is what they said when they opened it; mail says no language, and older events say nothing', () => {
    const opened = (channel: 'api' | 'email', said: object) => {
      const input = {
        ...{ id: 'tkt_1', number: 1, commentId: 'cmt_1', subject: 'a', description: 'b', channel },
        ...{
          requester: aRequester(),
          author: { kind: 'requester' as const, id: 'p', email: null, name: null },
        },
        ...said,
      };
      return openTicket(input, circumstances({ by: 'requester' })).events.map((draft) => event(draft));
    };
    const all = { category: 'other', priority: 'normal', locale: 'en' };
    expect(given(...opened('api', all))).toEqual(['category', 'priority', 'language']);
    expect(given(...opened('email', all))).toEqual(['category', 'priority']);
    expect(given(...opened('api', {}))).toEqual([]);
  });
});

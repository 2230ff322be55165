import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../lambdas/core/domain/errors.ts';
import { applyMacro } from '../../../../lambdas/core/domain/macros/apply.ts';
import type { Macro } from '../../../../lambdas/core/domain/settings/macro-schema.ts';
import { changeFields } from '../../../../lambdas/core/domain/ticket/change.ts';
import { addComment } from '../../../../lambdas/core/domain/ticket/comment.ts';
import { STATUSES } from '../../../../lambdas/core/domain/ticket/words.ts';
import { aComment, aTicket, circumstances, type TicketParts } from '../../builders.ts';
import { aMacro, aUse } from './macros.ts';

const applied = (macro: Macro, parts: TicketParts = {}, use: Parameters<typeof aUse>[0] = {}) =>
  applyMacro(aTicket(parts), macro, aUse(use), circumstances());

const refused = (...args: Parameters<typeof applied>): DomainError => {
  try {
    applied(...args);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
};

const types = (...args: Parameters<typeof applied>) => applied(...args).events.map(({ type }) => type);
const body = { en: 'Hello {{requester.name}}, this is about {{ticket.category}}.' };

describe('a macro', () => {
  it('says what it says, and is on record with the category that it was chosen in', () => {
    const { after, events, comments } = applied(aMacro({ comment: { body } }));
    expect(comments).toMatchObject([
      { public: true, visibleText: 'Hello Maria Lind, this is about Other.', author: { kind: 'agent' } },
    ]);
    expect(after.status).toBe('open');
    expect(events[0]).toEqual({
      type: 'ticket.macro-applied',
      payload: { macro: 'hello', category: 'other', commentId: comments[0]?.id },
    });
    expect(events.slice(1).map(({ type }) => type)).toEqual(['ticket.commented', 'ticket.status-changed']);
  });

  it('changes, says and solves in one: the reply tells that it is solved', () => {
    const macro = aMacro({
      comment: { body },
      change: {
        status: 'solved',
        priority: 'low',
        type: 'question',
        category: 'payments',
        product: 'mobile',
        line: 1,
        groupId: 'billing',
        tags: { add: ['refund'], remove: ['new'] },
      },
    });
    const { after, events, comments } = applied(macro, { status: 'open', tags: ['new', 'vip'] });
    expect(after).toMatchObject({
      status: 'solved',
      priority: 'low',
      type: 'question',
      category: 'payments',
      product: 'mobile',
      groupId: 'billing',
      tags: ['vip', 'refund'],
    });
    expect(comments[0]?.visibleText).toBe('Hello Maria Lind, this is about Payments.');
    expect(events.map(({ type }) => type)).toEqual([
      'ticket.macro-applied',
      'ticket.changed',
      'ticket.commented',
      'ticket.solved',
    ]);
    expect(events[2]).toMatchObject({ payload: { solves: true } });
    expect(events[3]).toMatchObject({ payload: { withComment: true } });
  });

  it('without a comment changes alone', () => {
    expect(types(aMacro({ change: { status: 'pending', priority: 'high' } }), { status: 'open' })).toEqual([
      'ticket.macro-applied',
      'ticket.changed',
      'ticket.status-changed',
    ]);
    expect(applied(aMacro({ change: { status: 'pending' } })).events[0]).toMatchObject({
      payload: { commentId: null },
    });
  });

  it('that has nothing to change leaves no trace', () => {
    expect(applied(aMacro({ change: { priority: 'normal', tags: { remove: ['none'] } } })).events).toEqual(
      [],
    );
  });

  it('takes the ticket for whoever applies it, for somebody, or from everybody', () => {
    const to = (assigneeId: string | null) => aMacro({ change: { assigneeId } });
    expect(applied(to('me')).after.assigneeId).toBe('agt_1');
    expect(applied(to('agt_lead')).after.assigneeId).toBe('agt_lead');
    expect(applied(to(null), { assigneeId: 'agt_1' }).after.assigneeId).toBeNull();
  });

  it('writes notes, also on a closed ticket', () => {
    const note = aMacro({ comment: { public: false, body: { en: '{{ticket.link}}' } } });
    const { comments, after } = applied(note, { status: 'closed' });
    expect(comments).toMatchObject([{ public: false, visibleText: 'https://desk.example/v1/tickets/1001' }]);
    expect(after.status).toBe('closed');
  });

  it('says something else when it is told what', () => {
    expect(applied(aMacro(), {}, { text: 'As is: {{desk.name}}' }).comments[0]?.visibleText).toBe(
      'As is: {{desk.name}}',
    );
  });
});

describe('a macro is refused as a whole', () => {
  it.each<[string, Macro, TicketParts, Parameters<typeof aUse>[0], object]>([
    [
      'when a field is wrong',
      aMacro({ comment: { body }, change: { category: 'gone', product: 'gone', groupId: 'gone' } }),
      {},
      {},
      {
        name: 'InvalidInput',
        problems: [
          { path: 'change.category', message: 'must be the id of a category' },
          { path: 'change.product', message: 'must be the id of a product' },
          { path: 'change.groupId', message: 'must be the id of a group' },
        ],
        extra: { part: 'change' },
      },
    ],
    [
      'when the status does not follow',
      aMacro({ comment: { body }, change: { status: 'on-hold' } }),
      { status: 'solved' },
      {},
      { name: 'StatusNotAllowed', kind: 'conflict', extra: { part: 'change.status', from: 'solved' } },
    ],
    [
      'when the status does not follow, without a comment',
      aMacro({ change: { status: 'pending' } }),
      { status: 'solved' },
      {},
      { name: 'StatusNotAllowed', extra: { part: 'change.status' } },
    ],
    [
      'when the ticket is closed to replies',
      aMacro({ comment: { body } }),
      { status: 'closed' },
      {},
      { name: 'TicketClosed', extra: { part: 'comment' } },
    ],
    [
      'when the ticket is closed to changes',
      aMacro({ comment: { body }, change: { priority: 'low' } }),
      { status: 'closed' },
      {},
      { name: 'TicketClosed', extra: { part: 'change' } },
    ],
    [
      'when a machine is to be the assignee',
      aMacro({ change: { assigneeId: 'me' } }),
      {},
      { agentId: null },
      { problems: [{ path: 'change.assigneeId', message: 'is "me", which a machine is not' }] },
    ],
    [
      'when there would be too many tags',
      aMacro({ change: { tags: { add: ['one more'] } } }),
      { tags: Array.from({ length: 50 }, (_, index) => `tag ${index}`) },
      {},
      { problems: [{ path: 'change.tags', message: 'must be at most 50 with those of the ticket' }] },
    ],
    [
      'when its text is empty on this ticket',
      aMacro({ comment: { body: { en: '{{details.version}}' } } }),
      {},
      {},
      { problems: [{ path: 'comment', message: "must be given: the macro's own is empty on this ticket" }] },
    ],
    [
      'when its text is too long on this ticket',
      aMacro({ comment: { body: { en: '{{details.x}}'.repeat(380) } } }),
      { details: { x: 'long'.repeat(250) } },
      {},
      {
        problems: [{ path: 'comment', message: "must be given: the macro's own is too long on this ticket" }],
      },
    ],
    [
      'when it is given words but has none',
      aMacro({ change: { priority: 'low' } }),
      {},
      { text: 'Hello!' },
      { problems: [{ path: 'comment', message: 'must be absent: this macro says nothing' }] },
    ],
  ])('%s', (_why, macro, ticket, use, refusal) => {
    expect(refused(macro, ticket, use)).toMatchObject(refusal);
  });

  it('and lets errors that are no refusals fly', () => {
    const say = () => {
      throw new TypeError('broken');
    };
    expect(() => applied(aMacro(), {}, { say })).toThrow(TypeError);
  });
});

describe('whatever a macro does', () => {
  const change = fc.record(
    {
      status: fc.constantFrom('open', 'pending', 'on-hold', 'solved'),
      priority: fc.constantFrom('low', 'normal', 'urgent'),
      category: fc.constantFrom('other', 'payments', 'gone'),
      line: fc.constantFrom(1, 2, 3),
      assigneeId: fc.constantFrom('me', 'agt_2', 'nobody', null),
    },
    { requiredKeys: [] },
  );

  it('is what the single changes would be, or is refused where one of them is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATUSES), change, fc.boolean(), (status, fields, isPublic) => {
        const ticket = aTicket({ status });
        const c = circumstances();
        const macro = aMacro({ comment: { public: isPublic, body: { en: 'Hello!' } }, change: fields });
        const oneByOne = () => {
          const { status: to, ...others } = fields;
          const assigneeId = others.assigneeId === 'me' ? 'agt_1' : others.assigneeId;
          const first = changeFields(ticket, { ...others, assigneeId }, c);
          const comment = aComment({ by: 'agent', text: 'Hello!', public: isPublic });
          const second = addComment(first.after, { comment, status: to }, c);
          return { after: second.after, events: [...first.events, ...second.events] };
        };
        const outcome = <T>(work: () => T) => {
          try {
            return { done: work() };
          } catch (error) {
            return { refused: (error as Error).name };
          }
        };
        const together = outcome(() => {
          const { after, events } = applyMacro(ticket, macro, aUse(), c);
          return { after, events: events.slice(1) };
        });
        expect(together).toEqual(outcome(oneByOne));
      }),
    );
  });
});

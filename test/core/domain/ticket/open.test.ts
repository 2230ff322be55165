import { describe, expect, it } from 'vitest';
import { type OpenInput, openTicket } from '../../../../lambdas/core/domain/ticket/open.ts';
import { AUTHORS, aRequester, aSettings, CREATED_AT, circumstances } from '../../builders.ts';
import { refusal } from './refusal.ts';

const input = (over: Partial<OpenInput> = {}): OpenInput => ({
  id: 'tkt_1',
  number: 1001,
  commentId: 'cmt_1',
  subject: 'The export stops',
  description: 'It stops at 50 %.',
  requester: aRequester({ locale: 'ru' }),
  author: AUTHORS.requester,
  channel: 'api',
  ...over,
});
const c = circumstances({ by: 'requester', now: CREATED_AT });
const opened = (over: Partial<OpenInput> = {}, settings = aSettings()) =>
  openTicket(input(over), { ...c, settings }).after;

describe('a new ticket', () => {
  it('has a line, a group, a category and a priority although it names none', () => {
    expect(opened()).toMatchObject({
      status: 'new',
      line: 1,
      groupId: 'first-line',
      category: 'other',
      priority: 'normal',
      assigneeId: null,
      language: 'ru',
      generation: 1,
    });
  });

  it('waits for analysis first', () => {
    expect(opened().progress).toMatchObject({ needsAnalysis: true, needsRouting: false });
  });

  it('goes where its category says and takes its priority', () => {
    expect(opened({ category: 'payments' })).toMatchObject({ groupId: 'billing', line: 1, priority: 'high' });
    expect(opened({ category: 'integration' })).toMatchObject({ groupId: 'second-line', line: 2 });
  });

  it('keeps what it names itself', () => {
    expect(
      opened({
        category: 'payments',
        priority: 'low',
        groupId: 'third-line',
        product: 'mobile',
        type: 'incident',
        locale: 'en',
        details: { version: '5.2' },
        followUpOf: 'tkt_0',
        tags: ['a', 'b', 'a'],
      }),
    ).toMatchObject({
      priority: 'low',
      groupId: 'third-line',
      line: 3,
      product: 'mobile',
      type: 'incident',
      language: 'en',
      details: { version: '5.2' },
      followUpOf: 'tkt_0',
      tags: ['a', 'b'],
    });
  });

  it('has each other person once, and not the requester', () => {
    const cc = (email: string) => ({ email, name: null, kind: 'cc' }) as const;
    expect(
      opened({ participants: [cc('olga@example.com'), cc('maria@example.com'), cc('olga@example.com')] })
        .participants,
    ).toEqual([cc('olga@example.com')]);
  });

  it('comes with one event and with its description as first comment', () => {
    const { events, comments } = openTicket(input(), c);
    expect(events).toEqual([
      {
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
          language: 'ru',
          followUpOf: null,
        },
      },
    ]);
    expect(comments).toEqual([
      {
        id: 'cmt_1',
        ticketId: 'tkt_1',
        author: AUTHORS.requester,
        public: true,
        channel: 'api',
        bodyText: 'It stops at 50 %.',
        bodyHtml: null,
        visibleText: 'It stops at 50 %.',
        attachments: [],
        mailId: null,
        createdAt: CREATED_AT,
      },
    ]);
  });

  it('keeps of a mail what it was made from', () => {
    const { comments } = openTicket(
      input({
        descriptionHtml: '<p>It stops.</p>',
        visibleText: 'It stops.',
        mailId: 'mail_1',
        attachments: [],
      }),
      c,
    );
    expect(comments[0]).toMatchObject({
      bodyHtml: '<p>It stops.</p>',
      visibleText: 'It stops.',
      mailId: 'mail_1',
    });
  });

  it('is refused with every wrong field named at once', () => {
    const wrong = input({ category: 'x', product: 'y', groupId: 'z', details: { log: 'я'.repeat(15_000) } });
    expect(refusal(() => openTicket(wrong, c))).toEqual({
      name: 'InvalidInput',
      kind: 'invalid',
      paths: ['category', 'product', 'groupId', 'details'],
    });
  });

  it('is refused with more details than a row can carry', () => {
    const details = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`d${index}`, 'x']));
    expect(refusal(() => openTicket(input({ details }), c))?.paths).toEqual(['details']);
  });
});

describe('a ticket of another desk', () => {
  it('that is still to be answered opens as any other, is marked, and nobody is asked for details by a machine', () => {
    const { after, events } = openTicket(input({ imported: 'open', tags: ['a'] }), c);
    expect(after).toMatchObject({ status: 'new', tags: ['a', 'imported'], closedAt: null });
    expect(after.progress).toMatchObject({ needsAnalysis: true, detailsRounds: 2 });
    expect(events.map(({ type }) => type)).toEqual(['ticket.opened']);
    expect(events[0]?.payload).not.toHaveProperty('history');
  });

  it('that is over is closed from the beginning, and nothing is done about it', () => {
    const { after, events } = openTicket(input({ imported: 'history' }), c);
    expect(after).toMatchObject({
      status: 'closed',
      tags: ['imported'],
      closedAt: CREATED_AT,
      solvedAt: null,
      progress: { needsAnalysis: false, needsRouting: false },
    });
    expect(events).toMatchObject([
      { type: 'ticket.opened', payload: { history: true } },
      { type: 'ticket.closed', payload: { solvedAt: null } },
    ]);
  });
});

describe('a desk with few settings', () => {
  const groups = aSettings().groups;
  it('uses the first category when none is the default', () => {
    const categories = aSettings().categories.slice(1);
    expect(opened({}, aSettings({ categories })).category).toBe('bug');
  });

  it('still has a category and the default group without any category', () => {
    expect(opened({}, aSettings({ categories: [] }))).toMatchObject({
      category: 'other',
      groupId: 'first-line',
    });
  });

  it('uses the first group of line 1, then any, then the built-in one', () => {
    const none = { categories: [] };
    const plain = groups.map((group) => ({ ...group, default: false }));
    expect(opened({}, aSettings({ ...none, groups: plain.toReversed() })).groupId).toBe('billing');
    expect(opened({}, aSettings({ ...none, groups: plain.slice(3) }))).toMatchObject({
      groupId: 'third-line',
    });
    expect(opened({}, aSettings({ ...none, groups: [] }))).toMatchObject({ groupId: 'support', line: 1 });
  });
});

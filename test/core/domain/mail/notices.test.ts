import { describe, expect, it } from 'vitest';
import { MAILED_EVENTS } from '../../../../lambdas/core/contracts/mailed-events.ts';
import { NONE, NOTICE_RULES, noticesOf } from '../../../../lambdas/core/domain/mail/notices.ts';
import type { EventPayloads } from '../../../../lambdas/core/domain/ticket/event-payloads.ts';
import {
  type Actor,
  EVENT_TYPES,
  type EventDraft,
  type TicketEvent,
} from '../../../../lambdas/core/domain/ticket/events.ts';
import type { Escalation } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { aSettings, aTicket, CREATED_AT, type TicketParts } from '../../builders.ts';

const MARIA = 'maria@example.com';
const OLGA = 'olga@example.com';
const ANNA = 'anna@desk.example';
const BORIS = 'boris@desk.example';
const LENA = 'lena@desk.example';

const AGENT: Actor = { kind: 'agent', id: 'agt_1' };
const COLLEAGUE: Actor = { kind: 'agent', id: 'agt_2' };
const LEAD: Actor = { kind: 'agent', id: 'agt_lead' };
const REQUESTER: Actor = { kind: 'requester', id: 'per_maria' };
const SYSTEM: Actor = { kind: 'system', id: null };

const anEvent = (draft: EventDraft, actor: Actor): TicketEvent => ({
  ...draft,
  id: 'evt_1',
  ticketId: 'tkt_1',
  version: 2,
  occurredAt: CREATED_AT,
  actor,
  correlationId: 'cor_test',
});

const told = (draft: EventDraft, actor: Actor, ticket: TicketParts): readonly string[] =>
  noticesOf(anEvent(draft, actor), aTicket(ticket), aSettings()).map(({ id, to }) => `${id} to ${to.email}`);

const olga = { participants: [{ email: OLGA, name: null, kind: 'cc' }] } as const;
const assigned = { assigneeId: 'agt_1' } as const;

const commented = (over: Partial<EventPayloads['ticket.commented']>): EventDraft => ({
  type: 'ticket.commented',
  payload: {
    commentId: 'cmt_1',
    public: true,
    authorKind: 'agent',
    authorEmail: ANNA,
    status: 'open',
    solves: false,
    thanks: false,
    mentions: [],
    ...over,
  },
});
const hers = { authorKind: 'requester', authorEmail: MARIA } as const;
const olgas = { authorKind: 'participant', authorEmail: OLGA } as const;
const solved = (over: Partial<EventPayloads['ticket.solved']> = {}): EventDraft => ({
  type: 'ticket.solved',
  payload: { before: 'open', auto: false, withComment: false, agentId: 'agt_1', ...over },
});
const booked = (warning: 80 | null): EventDraft => ({
  type: 'ticket.time-booked',
  payload: {
    minutes: 30,
    note: 'Logs read',
    organization: 'hospital',
    period: '2026',
    bookedMinutes: 480,
    supportHours: 10,
    warning,
  },
});
const clock = { metric: 'first-reply', dueAt: CREATED_AT, key: 'first-reply@x:50' } as const;
const where = { groupId: 'second-line', reason: 'needs the logs' } as const;
const issue = { issueId: 'iss_1', target: 'jira' } as const;
const issueIs = (over: Partial<EventPayloads['ticket.issue-changed']>): EventDraft => ({
  type: 'ticket.issue-changed',
  payload: { ...issue, before: 'opened', after: 'done', commented: false, commentId: 'cmt_2', ...over },
});
const outbreak: EventDraft = {
  type: 'ticket.outbreak-noticed',
  payload: {
    outbreakId: 'obk_1',
    category: 'bug',
    product: null,
    count: 2,
    usual: 0.5,
    numbers: [1001, 1002],
  },
};
const rated = (over: Partial<EventPayloads['satisfaction.rated']>): EventDraft => ({
  type: 'satisfaction.rated',
  payload: {
    rating: 'bad',
    before: null,
    hasComment: true,
    agentId: 'agt_1',
    offeredAt: CREATED_AT,
    groupId: 'first-line',
    ...over,
  },
});
const assignedTo = (assigneeId: string | null): EventDraft => ({
  type: 'ticket.assigned',
  payload: { assigneeId, before: null, groupId: 'first-line', line: 1, reason: 'the most room' },
});

const escalatedTo = (
  assigneeId: string | null,
  { line = 1, ...how }: Partial<Escalation & { line: 1 | 2 }> = {},
): EventDraft => ({
  type: 'ticket.assigned',
  payload: {
    ...{ assigneeId, before: null, groupId: 'first-line', line, reason: 'the most room' },
    escalated: { from: 1, reason: 'needs the logs', by: 'agt_2', told: false, ...how },
  },
});

type Row = readonly [
  what: string,
  draft: EventDraft,
  actor: Actor,
  ticket: TicketParts,
  mails: readonly string[],
];

const ROWS: readonly Row[] = [
  [
    'an opened ticket is acknowledged',
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
        followUpOf: null,
      },
    },
    REQUESTER,
    olga,
    [`acknowledgement to ${MARIA}`],
  ],
  [
    'details that are only promised are told to nobody',
    commented({ ...hers, status: 'pending', nothingYet: true }),
    REQUESTER,
    { ...olga, ...assigned, status: 'pending' },
    [],
  ],
  [
    'a ticket that was opened quietly is not',
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
        followUpOf: null,
        quiet: true,
      },
    },
    REQUESTER,
    olga,
    [],
  ],
  [
    'the developers were asked, which is told when they have it',
    { type: 'ticket.issue-asked', payload: { ...issue, reason: 'why' } },
    AGENT,
    assigned,
    [],
  ],
  [
    'the requester hears that the developers have it',
    { type: 'ticket.issue-opened', payload: { ...issue, reference: 'O-1', url: null, commentId: 'cmt_2' } },
    SYSTEM,
    { ...assigned, ...olga, status: 'on-hold' },
    [`issue-opened to ${MARIA}`],
  ],
  [
    'of developers nobody hears who has been answered already',
    { type: 'ticket.issue-opened', payload: { ...issue, reference: 'O-1', url: null, commentId: 'cmt_2' } },
    SYSTEM,
    { ...assigned, status: 'solved' },
    [],
  ],
  [
    'that an issue could not be sent is told to who has the ticket',
    { type: 'ticket.issue-failed', payload: { ...issue, reason: 'answered 503', commentId: 'cmt_2' } },
    SYSTEM,
    assigned,
    [`issue-news to ${ANNA}`],
  ],
  [
    'what developers have done goes to the requester and to who has the ticket',
    issueIs({}),
    SYSTEM,
    assigned,
    [`issue-fixed to ${MARIA}`, `issue-news to ${ANNA}`],
  ],
  [
    'what they will not do is for the agent to tell',
    issueIs({ after: 'rejected' }),
    SYSTEM,
    assigned,
    [`issue-news to ${ANNA}`],
  ],
  ['that they are at it is on record', issueIs({ after: 'in-progress' }), SYSTEM, assigned, []],
  [
    'their words go to who has the ticket, also when it is closed',
    issueIs({ after: 'opened', commented: true }),
    SYSTEM,
    { ...assigned, status: 'closed' },
    [`issue-news to ${ANNA}`],
  ],
  [
    'a reply goes to everybody on the ticket',
    commented({}),
    AGENT,
    olga,
    [`reply to ${MARIA}`, `reply to ${OLGA}`],
  ],
  [
    'a reply of an agent who is copied in does not come back to them',
    commented({}),
    AGENT,
    { participants: [{ email: ANNA, name: null, kind: 'cc' }] },
    [`reply to ${MARIA}`],
  ],
  [
    'a reply by an agent to their own request goes nowhere',
    commented({}),
    AGENT,
    { requester: { email: ANNA } },
    [],
  ],
  [
    'a reply of a colleague is not told to the assignee',
    commented({}),
    LEAD,
    assigned,
    [`reply to ${MARIA}`],
  ],
  [
    'the requester’s words go to the agent and to whoever is copied in',
    commented(hers),
    REQUESTER,
    { ...olga, ...assigned },
    [`reply to ${OLGA}`, `requester-comment to ${ANNA}`],
  ],
  ['the requester’s words go to nobody when nobody has the ticket', commented(hers), REQUESTER, {}, []],
  [
    'the requester’s words go to the group while whoever has the ticket is no agent any more',
    commented(hers),
    REQUESTER,
    { assigneeId: 'agt_gone' },
    [`requester-comment to ${ANNA}`, `requester-comment to ${LENA}`],
  ],
  [
    'a participant’s words go to the requester and the agent',
    commented(olgas),
    { kind: 'participant', id: 'per_olga' },
    { ...olga, ...assigned },
    [`reply to ${MARIA}`, `requester-comment to ${ANNA}`],
  ],
  [
    'a comment of the system goes to the people of the ticket',
    commented({ authorKind: 'system', authorEmail: null }),
    SYSTEM,
    { ...olga, ...assigned },
    [`reply to ${MARIA}`, `reply to ${OLGA}`],
  ],
  ['a note goes to nobody', commented({ public: false }), AGENT, { ...olga, assigneeId: 'agt_2' }, []],
  [
    'a note goes to whom it names, but not to its author',
    commented({ public: false, mentions: ['agt_2', 'agt_1', 'nobody'] }),
    AGENT,
    {},
    [`mention to ${BORIS}`],
  ],
  [
    'the name of an issue that is done already is no news to the requester',
    { type: 'ticket.issue-opened', payload: { ...issue, reference: 'O-1', url: null, commentId: 'cmt_2' } },
    SYSTEM,
    {
      ...assigned,
      issue: { id: 'iss_1', target: 'jira', state: 'done', askedAt: CREATED_AT, reference: 'O-1', url: null },
    },
    [],
  ],
  [
    'a note on a closed ticket still goes to whom it names',
    commented({ public: false, mentions: ['agt_2'] }),
    AGENT,
    { status: 'closed' },
    [`mention to ${BORIS}`],
  ],
  [
    'whoever is the assignee and named reads it once',
    commented({ ...hers, mentions: ['agt_1'] }),
    REQUESTER,
    assigned,
    [`requester-comment to ${ANNA}`],
  ],
  [
    'an analysis is nobody’s concern',
    {
      type: 'ticket.analysed',
      payload: { missing: [], category: 'other', line: 1, priority: 'normal', round: 0 },
    },
    SYSTEM,
    assigned,
    [],
  ],
  [
    'missing details are asked of the requester alone',
    { type: 'ticket.details-requested', payload: { commentId: 'cmt_1', missing: ['version'], round: 1 } },
    SYSTEM,
    { ...olga, status: 'pending' },
    [`details-request to ${MARIA}`],
  ],
  [
    'missing details that have come meanwhile are not asked for',
    { type: 'ticket.details-requested', payload: { commentId: 'cmt_1', missing: ['version'], round: 1 } },
    SYSTEM,
    { status: 'open' },
    [],
  ],
  [
    'details that are waived are nobody’s concern',
    { type: 'ticket.details-waived', payload: { missing: ['version'], reason: 'time' } },
    SYSTEM,
    assigned,
    [],
  ],
  ['an agent learns what is theirs', assignedTo('agt_1'), SYSTEM, assigned, [`assigned to ${ANNA}`]],
  ['an agent who took it knows', assignedTo('agt_1'), AGENT, assigned, []],
  [
    'an agent from whom it was taken meanwhile is not told',
    assignedTo('agt_1'),
    LEAD,
    { assigneeId: 'agt_2' },
    [],
  ],
  ['nobody is told that nobody has it', assignedTo(null), SYSTEM, {}, []],
  [
    'an escalation is told when somebody was looked for',
    { type: 'ticket.escalated', payload: { from: 1, to: 2, ...where } },
    AGENT,
    { line: 2, groupId: 'second-line' },
    [],
  ],
  [
    'a specialist learns that their ticket was escalated, and so does the lead of the group',
    escalatedTo('agt_1'),
    SYSTEM,
    assigned,
    [`escalated to ${ANNA}`, `escalated to ${LENA}`],
  ],
  [
    'a lead who is the specialist learns it once',
    escalatedTo('agt_lead'),
    SYSTEM,
    { assigneeId: 'agt_lead' },
    [`escalated to ${LENA}`],
  ],
  [
    'a lead who escalated it themselves knows, once somebody has it',
    escalatedTo('agt_1', { by: 'agt_lead' }),
    SYSTEM,
    assigned,
    [`escalated to ${ANNA}`],
  ],
  [
    'also who gets it later learns it, the lead no second time',
    escalatedTo('agt_1', { told: true }),
    LEAD,
    assigned,
    [`escalated to ${ANNA}`],
  ],
  [
    'who takes an escalated ticket knows, the lead does not',
    escalatedTo('agt_1'),
    AGENT,
    assigned,
    [`escalated to ${LENA}`],
  ],
  [
    'an escalation for which nobody was found is told to the lead, whoever it was that escalated',
    escalatedTo(null, { by: 'agt_lead' }),
    SYSTEM,
    {},
    [`escalated to ${LENA}`],
  ],
  [
    'to everybody in a group without a lead',
    escalatedTo(null, { line: 2 }),
    SYSTEM,
    { line: 2, groupId: 'second-line' },
    [`escalated to ${BORIS}`],
  ],
  [
    'to every lead where there is nobody in the group',
    escalatedTo(null, { line: 2 }),
    SYSTEM,
    { line: 2, groupId: 'gone' },
    [`escalated to ${LENA}`],
  ],
  ['to nobody twice', escalatedTo(null, { told: true }), SYSTEM, {}, []],
  [
    'where somebody has it meanwhile, to the lead alone',
    escalatedTo(null),
    SYSTEM,
    assigned,
    [`escalated to ${LENA}`],
  ],
  ['an escalation that was taken back is told to nobody', escalatedTo(null, { line: 2 }), SYSTEM, {}, []],
  [
    'who gets a ticket back learns it with the reason, by one mail',
    {
      type: 'ticket.assigned',
      payload: { assigneeId: 'agt_1', before: 'agt_2', line: 1, ...where, returned: true },
    },
    COLLEAGUE,
    assigned,
    [`returned to ${ANNA}`],
  ],
  [
    'who gives a ticket back to themselves knows',
    {
      type: 'ticket.assigned',
      payload: { assigneeId: 'agt_1', before: null, line: 1, ...where, returned: true },
    },
    AGENT,
    assigned,
    [],
  ],
  [
    'a return to somebody is told by that alone',
    { type: 'ticket.returned', payload: { from: 2, to: 1, ...where, assigneeId: 'agt_1' } },
    COLLEAGUE,
    assigned,
    [],
  ],
  [
    'a return to nobody is told to the lead of the group',
    { type: 'ticket.returned', payload: { from: 2, to: 1, ...where, assigneeId: null } },
    COLLEAGUE,
    {},
    [`returned to ${LENA}`],
  ],
  [
    'also where somebody has been found meanwhile',
    { type: 'ticket.returned', payload: { from: 2, to: 1, ...where, assigneeId: null } },
    COLLEAGUE,
    assigned,
    [`returned to ${LENA}`],
  ],
  [
    'a return after which it was escalated again is told to nobody',
    { type: 'ticket.returned', payload: { from: 2, to: 1, ...where, assigneeId: null } },
    COLLEAGUE,
    { line: 2, groupId: 'second-line' },
    [],
  ],
  [
    'a return of an earlier version is in the views',
    { type: 'ticket.returned', payload: { from: 2, to: 1, ...where } },
    AGENT,
    assigned,
    [],
  ],
  [
    'what a macro does has events of its own',
    { type: 'ticket.macro-applied', payload: { macro: 'solved', category: 'other', commentId: 'cmt_1' } },
    AGENT,
    assigned,
    [],
  ],
  [
    'a change of fields is in the views',
    { type: 'ticket.changed', payload: { changes: {} } },
    AGENT,
    assigned,
    [],
  ],
  [
    'a change of status is in the views',
    { type: 'ticket.status-changed', payload: { before: 'open', after: 'pending' } },
    AGENT,
    { status: 'pending' },
    [],
  ],
  [
    'a solution without words is told',
    solved(),
    AGENT,
    { ...olga, status: 'solved' },
    [`solved to ${MARIA}`],
  ],
  [
    'a solution with a reply is one mail, the reply’s',
    solved({ withComment: true }),
    AGENT,
    { status: 'solved' },
    [],
  ],
  [
    'a solution by time says so',
    solved({ auto: true }),
    SYSTEM,
    { status: 'solved' },
    [`auto-solved to ${MARIA}`],
  ],
  ['a solution by the requester is known to them', solved(), REQUESTER, { status: 'solved' }, []],
  ['a solution that was none is not told', solved(), AGENT, { status: 'open' }, []],
  [
    'a reopened ticket is told by the words that opened it',
    { type: 'ticket.reopened', payload: { before: 'solved', after: 'open' } },
    REQUESTER,
    assigned,
    [],
  ],
  [
    'a closed ticket is not told of',
    { type: 'ticket.closed', payload: { solvedAt: CREATED_AT } },
    SYSTEM,
    { status: 'closed' },
    [],
  ],
  [
    'a requester who owes an answer is nudged',
    { type: 'ticket.nudged', payload: { pendingSince: CREATED_AT } },
    SYSTEM,
    { ...olga, status: 'pending' },
    [`nudge to ${MARIA}`],
  ],
  [
    'a requester who has answered meanwhile is not nudged',
    { type: 'ticket.nudged', payload: { pendingSince: CREATED_AT } },
    SYSTEM,
    { status: 'open' },
    [],
  ],
  [
    'hours that run out are told to the lead',
    booked(80),
    AGENT,
    { status: 'closed' },
    [`support-hours to ${LENA}`],
  ],
  [
    'hours that run out are told to every lead where the group has none',
    booked(80),
    AGENT,
    { groupId: 'second-line' },
    [`support-hours to ${LENA}`],
  ],
  ['time that is booked is told to nobody else', booked(null), AGENT, assigned, []],
  [
    'a promise is recalled to the assignee',
    { type: 'sla.reminded', payload: { ...clock, threshold: 50 } },
    SYSTEM,
    assigned,
    [`reminder to ${ANNA}`],
  ],
  [
    'a promise is recalled to the whole group when nobody has it',
    { type: 'sla.reminded', payload: { ...clock, threshold: 50 } },
    SYSTEM,
    {},
    [`reminder to ${ANNA}`, `reminder to ${LENA}`],
  ],
  [
    'a promise is not recalled once the ticket is solved',
    { type: 'sla.reminded', payload: { ...clock, threshold: 50 } },
    SYSTEM,
    { ...assigned, status: 'solved' },
    [],
  ],
  [
    'a breach goes to the assignee and the lead',
    { type: 'sla.breached', payload: clock },
    SYSTEM,
    assigned,
    [`breach to ${ANNA}`, `breach to ${LENA}`],
  ],
  [
    'a breach goes once to a lead who holds it',
    { type: 'sla.breached', payload: clock },
    SYSTEM,
    { assigneeId: 'agt_lead' },
    [`breach to ${LENA}`],
  ],
  [
    'what is long overdue goes to the lead',
    { type: 'sla.attention', payload: clock },
    SYSTEM,
    assigned,
    [`attention to ${LENA}`],
  ],
  [
    'the requester is told where the ticket stands when nobody else said so',
    { type: 'sla.updated', payload: clock },
    SYSTEM,
    { ...assigned, ...olga },
    [`periodic-update to ${MARIA}`],
  ],
  [
    'the requester is told which promise was moved',
    { type: 'sla.promised', payload: { changes: { resolutionAt: { before: null, after: CREATED_AT } } } },
    SYSTEM,
    assigned,
    [`promise-changed to ${MARIA}`],
  ],
  [
    'what a reply of the same change says needs no mail of its own',
    { type: 'sla.promised', payload: { changes: {}, withComment: true } },
    SYSTEM,
    assigned,
    [],
  ],
  [
    'a promise of a solved ticket is nobody’s concern',
    { type: 'sla.promised', payload: { changes: {} } },
    SYSTEM,
    { status: 'solved' },
    [],
  ],
  [
    'settings changed, and with them what is promised',
    { type: 'sla.recomputed', payload: { changes: {} } },
    SYSTEM,
    assigned,
    [],
  ],
  [
    'a promise that was kept is nobody’s concern',
    { type: 'sla.met', payload: { metric: 'first-reply', dueAt: CREATED_AT, at: CREATED_AT } },
    SYSTEM,
    assigned,
    [],
  ],
  [
    'a survey goes to the requester alone',
    {
      type: 'satisfaction.offered',
      payload: { solvedAt: CREATED_AT, offeredAt: CREATED_AT, agentId: null, groupId: 'first-line' },
    },
    SYSTEM,
    { ...olga, status: 'solved', satisfaction: { status: 'offered' } },
    [`survey to ${MARIA}`],
  ],
  [
    'a survey that was withdrawn goes to nobody',
    {
      type: 'satisfaction.offered',
      payload: { solvedAt: CREATED_AT, offeredAt: CREATED_AT, agentId: null, groupId: 'first-line' },
    },
    SYSTEM,
    { status: 'open', satisfaction: { status: 'withdrawn' } },
    [],
  ],
  [
    'a withdrawn survey is nobody’s concern',
    {
      type: 'satisfaction.withdrawn',
      payload: { offeredAt: CREATED_AT, agentId: null, groupId: 'first-line' },
    },
    REQUESTER,
    assigned,
    [],
  ],
  [
    'a bad rating with words goes to the lead, also when closed',
    rated({}),
    REQUESTER,
    { status: 'closed' },
    [`bad-rating to ${LENA}`],
  ],
  ['a bad rating without words is in the figures', rated({ hasComment: false }), REQUESTER, {}, []],
  ['a good rating is in the figures', rated({ rating: 'good' }), REQUESTER, {}, []],
  [
    'an answer that does not count is nobody’s concern',
    { type: 'satisfaction.attempted', payload: { rating: 'bad', why: 'too-fast' } },
    REQUESTER,
    assigned,
    [],
  ],
  [
    'a ticket that was merged into another is no news to anybody',
    { type: 'ticket.merged', payload: { into: 'tkt_2', before: 'open' } },
    AGENT,
    { ...olga, ...assigned },
    [],
  ],
  [
    'a ticket that takes another in tells nobody',
    { type: 'ticket.merged-in', payload: { source: 'tkt_2', number: 1002, joined: [OLGA] } },
    AGENT,
    { ...olga, ...assigned },
    [],
  ],
  [
    'a ticket that comes back from another tells nobody',
    { type: 'ticket.unmerged', payload: { from: 'tkt_2', after: 'open' } },
    AGENT,
    { ...olga, ...assigned },
    [],
  ],
  [
    'a ticket that gives another back tells nobody',
    { type: 'ticket.merged-out', payload: { source: 'tkt_2', number: 1002, left: [OLGA] } },
    AGENT,
    { ...olga, ...assigned },
    [],
  ],
  [
    'a solved problem tells its own people by the comment',
    { type: 'ticket.problem-solved', payload: { commentId: 'cmt_1' } },
    AGENT,
    { ...olga, ...assigned, status: 'solved' },
    [],
  ],
  [
    'an outbreak is told to the lead of the group',
    outbreak,
    SYSTEM,
    { ...olga, ...assigned },
    [`outbreak to ${LENA}`],
  ],
  [
    'an outbreak in a group without lead is told to the leads',
    outbreak,
    SYSTEM,
    { groupId: 'second-line', line: 2 },
    [`outbreak to ${LENA}`],
  ],
  [
    'what was said to another desk long ago is told to nobody',
    commented({ ...hers, quiet: true, mentions: ['agt_1'] }),
    REQUESTER,
    { ...olga, ...assigned },
    [],
  ],
];

describe('mails', () => {
  it.each(ROWS)('%s', (_what, draft, actor, ticket, mails) => {
    expect(told(draft, actor, ticket)).toEqual(mails);
  });

  it('are decided for every type of event', () => {
    expect(new Set(ROWS.map(([, { type }]) => type))).toEqual(new Set(EVENT_TYPES));
  });

  it.each(ROWS)('of spam there are none: %s', (_what, draft, actor, ticket) => {
    expect(told(draft, actor, { ...ticket, spam: true })).toEqual([]);
  });

  it.each(ROWS)(
    'of a merged ticket go only to whom a note names: %s',
    (_what, draft, actor, ticket, mails) => {
      const named = mails.filter((mail) => mail.startsWith('mention '));
      expect(told(draft, actor, { ...ticket, status: 'closed', mergedInto: 'tkt_2' })).toEqual(named);
    },
  );

  it('of a closed ticket are only those about what was said, rated and booked', () => {
    const closed = ROWS.flatMap(([, draft, actor, ticket]) =>
      told(draft, actor, { ...ticket, status: 'closed' }),
    );
    const kinds = new Set(closed.map((mail) => mail.split(' ')[0]));
    expect(kinds).toEqual(
      new Set(['reply', 'mention', 'survey', 'bad-rating', 'support-hours', 'issue-news']),
    );
  });

  it('carry the comment they are about, in the language of who reads it', () => {
    const [first, second] = noticesOf(
      anEvent(commented(hers), REQUESTER),
      aTicket({ ...olga, ...assigned, language: 'ru' }),
      aSettings(),
    );
    expect(first).toMatchObject({
      id: 'reply',
      commentId: 'cmt_1',
      to: { kind: 'participant', locale: 'ru' },
    });
    expect(second).toMatchObject({
      id: 'requester-comment',
      to: { kind: 'agent', locale: 'en', name: 'Anna Berg' },
    });
  });
});

it('the function that sends mail hears of every type that a mail may be about, and of no other', () => {
  const mailed = Object.entries(NOTICE_RULES).filter(([, rule]) => rule !== NONE);
  expect(mailed.map(([type]) => type)).toEqual(MAILED_EVENTS);
});

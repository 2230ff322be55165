import { describe, expect, it } from 'vitest';
import { askDevelopers, issueFailed, issueOpened } from '../../../../lambdas/core/domain/ticket/issue.ts';
import { heardOfIssue, type IssueNews } from '../../../../lambdas/core/domain/ticket/issue-news.ts';
import type { Issue, Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { ISSUE_STATES, STATUSES } from '../../../../lambdas/core/domain/ticket/words.ts';
import { after, aTicket, circumstances, hoursAfter, type TicketParts } from '../../builders.ts';
import { refusal } from './refusal.ts';

const agent = circumstances();
const tracker = circumstances({ actor: { kind: 'machine', id: 'jira' } });

const anIssue = (over: Partial<Issue> = {}): Issue => ({
  id: 'iss_1',
  target: 'jira',
  state: 'opened',
  askedAt: after(0),
  reference: 'OPS-42',
  url: 'https://acme.example/browse/OPS-42',
  ...over,
});
const asked = anIssue({ state: 'asked', reference: null, url: null });
const waiting = (over: TicketParts = {}): Ticket =>
  aTicket({ status: 'on-hold', assigneeId: 'agt_1', issue: anIssue(), ...over });

const input = { issueId: 'iss_2', target: 'jira', reason: 'the renderer crashes' };
const note = { id: 'cmt_note', text: 'Said.' };

describe('asking developers', () => {
  it('holds the ticket until they answer', () => {
    const decision = askDevelopers(aTicket({ status: 'open' }), input, agent);
    expect(decision.after).toMatchObject({
      status: 'on-hold',
      issue: { id: 'iss_2', target: 'jira', state: 'asked', askedAt: agent.now, reference: null, url: null },
    });
    expect(decision.events).toEqual([
      { type: 'ticket.issue-asked', payload: input },
      { type: 'ticket.status-changed', payload: { before: 'open', after: 'on-hold' } },
    ]);
  });

  it('leaves a ticket on hold that is', () => {
    expect(askDevelopers(aTicket({ status: 'on-hold' }), input, agent).events).toHaveLength(1);
  });

  it.each(ISSUE_STATES)('goes by how far the last issue is: %s', (state) => {
    const ask = () => askDevelopers(waiting({ issue: anIssue({ state }) }), input, agent);
    const isFree = state === 'done' || state === 'rejected' || state === 'unsent';
    if (isFree) expect(ask().after.issue?.id).toBe('iss_2');
    else expect(refusal(ask)?.name).toBe('IssueUnderWay');
  });

  it('is too late when the ticket is solved or closed', () => {
    const ask = (status: 'solved' | 'closed') => () => askDevelopers(aTicket({ status }), input, agent);
    expect(refusal(ask('solved'))?.name).toBe('TicketSolved');
    expect(refusal(ask('closed'))?.name).toBe('TicketClosed');
  });
});

describe('an issue that the tracker has', () => {
  const made = { issueId: 'iss_1', reference: 'OPS-7', url: null, note };

  it('is known by its reference, and agents read of it', () => {
    const decision = issueOpened(waiting({ issue: asked }), made, tracker);
    expect(decision.after).toMatchObject({
      status: 'on-hold',
      issue: { state: 'opened', reference: 'OPS-7', url: null },
    });
    expect(decision.events).toEqual([
      {
        type: 'ticket.issue-opened',
        payload: { issueId: 'iss_1', target: 'jira', reference: 'OPS-7', url: null, commentId: 'cmt_note' },
      },
    ]);
    expect(decision.comments).toMatchObject([
      { id: 'cmt_note', public: false, author: { kind: 'system' }, visibleText: 'Said.' },
    ]);
  });

  it('holds the ticket again when it had seemed lost, unless somebody decided otherwise', () => {
    const unsent = anIssue({ state: 'unsent', reference: null, url: null });
    const found = (status: 'open' | 'pending') =>
      issueOpened(waiting({ status, issue: unsent }), made, tracker).after.status;
    expect(found('open')).toBe('on-hold');
    expect(found('pending')).toBe('pending');
  });

  it('is nothing new the second time, nor when another took its place', () => {
    expect(issueOpened(waiting(), made, tracker).events).toEqual([]);
    expect(issueOpened(waiting({ issue: { ...asked, id: 'iss_9' } }), made, tracker).events).toEqual([]);
    expect(issueOpened(aTicket(), made, tracker).events).toEqual([]);
  });
});

describe('an issue that could not be sent', () => {
  const lost = { issueId: 'iss_1', reason: 'answered 503', note };

  it('gives the ticket back to its line, with the reason', () => {
    const decision = issueFailed(waiting({ issue: asked }), lost, tracker);
    expect(decision.after).toMatchObject({ status: 'open', assigneeId: 'agt_1', issue: { state: 'unsent' } });
    expect(decision.events).toMatchObject([
      { type: 'ticket.issue-failed', payload: { reason: 'answered 503', commentId: 'cmt_note' } },
      { type: 'ticket.status-changed', payload: { before: 'on-hold', after: 'open' } },
    ]);
    expect(issueFailed(waiting({ status: 'pending', issue: asked }), lost, tracker).after.status).toBe(
      'pending',
    );
  });

  it('fails once, and not when it was sent after all', () => {
    const again = issueFailed(waiting({ issue: asked }), lost, tracker).after;
    expect(issueFailed(again, lost, tracker).events).toEqual([]);
    expect(issueFailed(waiting(), lost, tracker).events).toEqual([]);
  });
});

describe('what developers tell', () => {
  const tell = (ticket: Ticket, news: IssueNews) =>
    heardOfIssue(
      ticket,
      ticket.issue ?? anIssue(),
      { news, noteId: 'cmt_note', noteOf: ({ state }, { at }) => `${state} by ${at}` },
      tracker,
    );

  it('opens the ticket again with its agent when it is done, and expects no fix any more', () => {
    const ticket = waiting({ promises: { expectedFixAt: hoursAfter(48) } });
    const { after: now, events, comments } = tell(ticket, { state: 'done', expectedFixAt: hoursAfter(90) });
    expect(now).toMatchObject({
      status: 'open',
      assigneeId: 'agt_1',
      issue: { state: 'done' },
      promises: { expectedFixAt: null },
    });
    expect(events.map(({ type }) => type)).toEqual([
      'ticket.issue-changed',
      'ticket.changed',
      'ticket.status-changed',
    ]);
    expect(comments).toMatchObject([{ public: false, visibleText: 'done by null' }]);
  });

  it('opens it when they will not do it, too', () => {
    expect(tell(waiting(), { state: 'rejected' }).after.status).toBe('open');
  });

  it.each(STATUSES)('leaves a ticket where people have put it: %s', (status) => {
    const opens = status === 'on-hold' || status === 'pending';
    expect(tell(waiting({ status }), { state: 'done' }).after.status).toBe(opens ? 'open' : status);
  });

  it('says when a fix is expected, without a note', () => {
    const { after: now, events, comments } = tell(waiting(), { expectedFixAt: hoursAfter(48) });
    expect(now.promises.expectedFixAt).toBe(hoursAfter(48));
    expect(events).toEqual([
      {
        type: 'ticket.changed',
        payload: { changes: { expectedFixAt: { before: null, after: hoursAfter(48) } } },
      },
    ]);
    expect(comments).toEqual([]);
    const past = () => tell(waiting(), { expectedFixAt: after(0) });
    expect(refusal(past)?.paths).toEqual(['expectedFixAt']);
  });

  it('takes an expectation back, but promises nothing on a ticket that is over', () => {
    const promised = { promises: { expectedFixAt: hoursAfter(48) } };
    expect(tell(waiting(promised), { expectedFixAt: null }).after.promises.expectedFixAt).toBeNull();
    const over = tell(waiting({ ...promised, status: 'solved' }), { expectedFixAt: hoursAfter(90) });
    expect(over.after.promises.expectedFixAt).toBe(hoursAfter(48));
    expect(over.after.issue?.lateFixAt).toBe(hoursAfter(90));
    expect(over.events).toMatchObject([{ type: 'ticket.issue-changed', payload: { commented: true } }]);
    for (const expectedFixAt of [hoursAfter(48), hoursAfter(90)])
      expect(tell(over.after, { expectedFixAt }).events).toEqual([]);
  });

  it('puts their words on the ticket, whatever the state', () => {
    const { events, comments } = tell(waiting(), { comment: 'Cannot repeat it.' });
    expect(events).toMatchObject([
      { type: 'ticket.issue-changed', payload: { before: 'opened', after: 'opened', commented: true } },
    ]);
    expect(comments).toHaveLength(1);
  });

  it('is nothing when it is not new', () => {
    expect(
      tell(waiting({ issue: anIssue({ state: 'in-progress' }) }), { state: 'in-progress' }).events,
    ).toEqual([]);
    expect(tell(waiting(), {}).events).toEqual([]);
  });
});

describe('a tracker that called back before it answered', () => {
  const made = { issueId: 'iss_1', reference: 'OPS-42', url: null, note };

  it.each(['in-progress', 'done', 'rejected'] as const)(
    'gives the name of an issue that is %s, which stays so',
    (state) => {
      const ticket = waiting({ issue: anIssue({ state, reference: null, url: null }) });
      const decision = issueOpened(ticket, made, tracker);
      expect(decision.after).toMatchObject({ status: 'on-hold', issue: { state, reference: 'OPS-42' } });
      expect(decision.events.map(({ type }) => type)).toEqual(['ticket.issue-opened']);
      const { after: named } = decision;
      expect(issueOpened(named, made, tracker).events).toEqual([]);
    },
  );

  it('and says no name either is nothing new', () => {
    const ticket = waiting({ issue: anIssue({ state: 'in-progress', reference: null, url: null }) });
    expect(issueOpened(ticket, { ...made, reference: null }, tracker).events).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { changeFields, type FieldsChange } from '../../../../lambdas/core/domain/ticket/change.ts';
import { addComment } from '../../../../lambdas/core/domain/ticket/comment.ts';
import type { Circumstances, Decision } from '../../../../lambdas/core/domain/ticket/decision.ts';
import {
  answerIncident,
  awaitsAnswer,
  linkIncident,
  objectionTo,
  objectionToMerge,
  unlinkIncident,
} from '../../../../lambdas/core/domain/ticket/problem.ts';
import { moveTo } from '../../../../lambdas/core/domain/ticket/status.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import type { Status } from '../../../../lambdas/core/domain/ticket/words.ts';
import {
  aComment,
  after,
  aTicket,
  type CommentParts,
  circumstances,
  type TicketParts,
} from '../../builders.ts';
import { refusal } from './refusal.ts';

const aProblem = (over: TicketParts = {}) => aTicket({ id: 'tkt_problem', type: 'problem', ...over });
const anIncident = (over: TicketParts = {}) => aTicket({ id: 'tkt_incident', number: 1002, ...over });

describe('linking an incident', () => {
  it('keeps the problem on it, and on record', () => {
    const { after: linked, events } = linkIncident(anIncident(), aProblem(), circumstances());
    expect(linked.problemId).toBe('tkt_problem');
    expect(events).toEqual([
      { type: 'ticket.changed', payload: { changes: { problemId: { before: null, after: 'tkt_problem' } } } },
    ]);
  });

  it('a second time is nothing', () => {
    const linked = anIncident({ problemId: 'tkt_problem' });
    expect(linkIncident(linked, aProblem(), circumstances()).events).toEqual([]);
  });

  it.each<[string, TicketParts, TicketParts, string]>([
    ['to a ticket of another type', {}, { type: 'question' }, 'NotAProblem'],
    ['to a problem that is over', {}, { status: 'closed' }, 'TicketClosed'],
    ['of a problem', { type: 'problem' }, {}, 'IsAProblem'],
    ['of the problem itself', { id: 'tkt_problem' }, {}, 'IsAProblem'],
    ['of a closed ticket', { status: 'closed' }, {}, 'TicketClosed'],
    ['of an incident of another problem', { problemId: 'tkt_3' }, {}, 'OtherProblem'],
  ])('is refused %s', (_what, incident, problem, name) => {
    const attempt = () => linkIncident(anIncident(incident), aProblem(problem), circumstances());
    expect(refusal(attempt)).toMatchObject({ name, kind: 'conflict' });
  });

  it('to a problem that was solved with a reply is for its answer, and refused where nothing was said', () => {
    const silent = aProblem({ status: 'solved' });
    const linked = anIncident({ problemId: 'tkt_problem' });
    for (const one of [anIncident(), linked])
      expect(refusal(() => linkIncident(one, silent, circumstances()))).toMatchObject({
        name: 'ProblemUnanswered',
        kind: 'conflict',
      });
    const solved = aProblem({ status: 'solved', progress: { replyId: 'cmt_1' } });
    expect(linkIncident(anIncident(), solved, circumstances()).after.problemId).toBe('tkt_problem');
    // Nobody waits for an answer there.
    const settled = anIncident({ status: 'solved' });
    expect(linkIncident(settled, silent, circumstances()).after.problemId).toBe('tkt_problem');
  });

  it('is taken back', () => {
    const linked = anIncident({ problemId: 'tkt_problem' });
    expect(unlinkIncident(linked, 'tkt_problem', circumstances()).after.problemId).toBeNull();
    expect(refusal(() => unlinkIncident(linked, 'tkt_3', circumstances()))).toMatchObject({
      name: 'IncidentNotFound',
      kind: 'missing',
    });
  });
});

describe('the answer to a problem', () => {
  it.each<[string, TicketParts, boolean]>([
    ['new', { status: 'new' }, true],
    ['open', { status: 'open' }, true],
    ['pending', { status: 'pending' }, true],
    ['on hold', { status: 'on-hold' }, true],
    ['solved already', { status: 'solved' }, false],
    ['closed', { status: 'closed' }, false],
    ['spam', { spam: true }, false],
    ['taken out of the problem', { problemId: null }, false],
    ['of another problem', { problemId: 'tkt_3' }, false],
  ])('is for an incident that is %s: %#', (_what, over, isFor) => {
    expect(awaitsAnswer(anIncident({ problemId: 'tkt_problem', ...over }), ['tkt_problem'])).toBe(isFor);
  });

  const attachment = { id: 'att_1', fileName: 'a.txt', contentType: 'text/plain', size: 1, sha256: 'ab' };
  const said = aComment({
    id: 'cmt_said',
    by: 'agent',
    text: 'It works again.',
    attachments: [attachment],
    mailId: 'm',
  });
  const answered = (over: TicketParts = {}) =>
    answerIncident(
      anIncident({ problemId: 'tkt_problem', ...over }),
      { said, problems: ['tkt_problem'], id: 'cmt_9' },
      circumstances({ now: after(60) }),
    );

  it('says what was said there, without its files and its mail, and solves it', () => {
    const { after: ticket, comments } = answered();
    expect(ticket).toMatchObject({ status: 'solved', progress: { answeredBy: 'cmt_said' } });
    expect(comments).toEqual([
      {
        ...said,
        id: 'cmt_9',
        ticketId: 'tkt_incident',
        attachments: [],
        mailId: null,
        createdAt: after(60),
      },
    ]);
  });

  it('is not said twice on a ticket that was opened again, but what is said later is', () => {
    expect(answered({ status: 'open', progress: { answeredBy: 'cmt_said' } }).events).toEqual([]);
    expect(answered({ status: 'open', progress: { answeredBy: 'cmt_before' } }).after.status).toBe('solved');
  });
});

/** A problem on which an agent has replied, as far as it goes. */
const replied = (over: TicketParts = {}): Ticket =>
  aProblem({ status: 'open', ...over, progress: { replyId: 'cmt_1', ...over.progress } });

const answeredWith = ({ events }: Decision): string | null | undefined =>
  events.flatMap(({ type, payload }) => (type === 'ticket.problem-solved' ? [payload.commentId] : []))[0];

const saying = (ticket: Ticket, parts: CommentParts, status?: Status, c = circumstances()) =>
  addComment(ticket, { comment: aComment({ id: 'cmt_2', by: 'agent', ...parts }), status }, c);

describe('a problem that is solved', () => {
  it.each<[string, string | null | undefined, Decision]>([
    ['a reply', 'cmt_2', saying(replied(), {}, 'solved')],
    ['a reply, and then a click', 'cmt_1', changeFields(replied(), { status: 'solved' }, circumstances())],
    ['a note', 'cmt_1', saying(replied(), { public: false }, 'solved')],
    [
      'a machine key',
      'cmt_1',
      changeFields(replied(), { status: 'solved' }, circumstances({ by: 'machine' })),
    ],
    [
      'a click, with nothing said',
      null,
      changeFields(aProblem({ status: 'open' }), { status: 'solved' }, circumstances()),
    ],
    ['a note, with nothing said', null, saying(aProblem({ status: 'open' }), { public: false }, 'solved')],
    // What was said last may have been a question, and neither of these speaks for the desk.
    [
      'time',
      null,
      moveTo(replied({ status: 'pending' }), 'solved', circumstances({ by: 'system' }), { auto: true }),
    ],
    [
      'its requester',
      null,
      saying(replied(), { by: 'requester' }, 'solved', circumstances({ by: 'requester' })),
    ],
    ['nobody: it is only replied to', undefined, saying(replied(), {})],
    ['no problem', undefined, saying(replied({ type: 'incident' }), {}, 'solved')],
  ])('by %s answers with %s', (_what, commentId, decision) => {
    expect(answeredWith(decision)).toBe(commentId);
    if (commentId !== undefined) expect(decision.after.progress.replyId).toBe(commentId);
  });

  it('answers with what was said since it was opened again', () => {
    const first = saying(aProblem({ status: 'open' }), {}, 'solved').after;
    // A word more to its requester is not the solution.
    expect(saying(first, { id: 'cmt_3' }).after.progress.replyId).toBe('cmt_2');
    const again = changeFields(first, { status: 'open' }, circumstances()).after;
    expect(again.progress.replyId).toBeNull();
    expect(answeredWith(changeFields(again, { status: 'solved' }, circumstances()))).toBeNull();
    const openedByReply = saying(first, { id: 'cmt_3' }, 'open').after;
    expect(answeredWith(changeFields(openedByReply, { status: 'solved' }, circumstances()))).toBe('cmt_3');
  });
});

describe('an objection', () => {
  const against = (ticket: Ticket, change: (c: Circumstances) => Decision, c = circumstances()) => {
    const objection = objectionTo(ticket, change(c), c.actor);
    return objection === null ? null : [objection.error.name, objection.error.kind, objection.to];
  };
  const silent = aProblem({ status: 'open' });

  it.each<[string, Ticket, FieldsChange, readonly string[] | null]>([
    ['solving it without a word', silent, { status: 'solved' }, ['AnswerNeeded', 'invalid', 'waiting']],
    ['making it something else', silent, { type: null }, ['ProblemHasIncidents', 'conflict', 'linked']],
    [
      'both',
      replied(),
      { type: 'question', status: 'solved' },
      ['ProblemHasIncidents', 'conflict', 'linked'],
    ],
    ['solving it after a reply', replied(), { status: 'solved' }, null],
    ['any other change', silent, { priority: 'high', type: 'problem' }, null],
    ['what becomes one', aProblem({ status: 'open', type: null }), { type: 'problem' }, null],
    [
      'solving what is no problem',
      aProblem({ status: 'open', type: 'question' }),
      { status: 'solved' },
      null,
    ],
  ])('is made to %s', (_what, ticket, change, objection) => {
    expect(against(ticket, (c) => changeFields(ticket, change, c))).toEqual(objection);
  });

  it('is made to agents and keys, never to time or a requester', () => {
    const solve = (c: Circumstances) => moveTo(aProblem({ status: 'pending' }), 'solved', c);
    const objections = (['agent', 'machine', 'requester', 'system'] as const).map((kind) =>
      against(silent, solve, circumstances({ by: kind })),
    );
    expect(objections.map((one) => one?.[0] ?? null)).toEqual(['AnswerNeeded', 'AnswerNeeded', null, null]);
  });

  it('to a merge is that of a problem into a ticket that is none', () => {
    expect(objectionToMerge(silent, anIncident())?.error.name).toBe('ProblemHasIncidents');
    expect(objectionToMerge(silent, aProblem({ id: 'tkt_2' }))).toBeNull();
    expect(objectionToMerge(anIncident(), silent)).toBeNull();
  });
});

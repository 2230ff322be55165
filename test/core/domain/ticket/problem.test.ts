import { describe, expect, it } from 'vitest';
import { addComment } from '../../../../lambdas/core/domain/ticket/comment.ts';
import {
  answerFor,
  awaitsAnswer,
  linkIncident,
  unlinkIncident,
} from '../../../../lambdas/core/domain/ticket/problem.ts';
import { aComment, after, aTicket, circumstances, type TicketParts } from '../../builders.ts';
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

  it('says what was said there, without its files and its mail', () => {
    const attachment = { id: 'att_1', fileName: 'a.txt', contentType: 'text/plain', size: 1, sha256: 'ab' };
    const said = aComment({ by: 'agent', text: 'It works again.', attachments: [attachment], mailId: 'm' });
    expect(answerFor(anIncident(), said, 'cmt_9', after(60))).toEqual({
      ...said,
      id: 'cmt_9',
      ticketId: 'tkt_incident',
      attachments: [],
      mailId: null,
      createdAt: after(60),
    });
  });

  const types = (type: 'problem' | 'incident', status: 'solved' | 'open', isPublic = true) =>
    addComment(
      aTicket({ status: 'open', type }),
      { comment: aComment({ by: 'agent', public: isPublic }), status },
      circumstances(),
    ).events.map((event) => event.type);

  it('is an event of its own when a public comment solves a problem', () => {
    expect(types('problem', 'solved')).toEqual([
      'ticket.commented',
      'ticket.solved',
      'ticket.problem-solved',
    ]);
    expect(types('problem', 'open')).not.toContain('ticket.problem-solved');
    expect(types('problem', 'solved', false)).not.toContain('ticket.problem-solved');
    expect(types('incident', 'solved')).not.toContain('ticket.problem-solved');
  });
});

import { describe, expect, it } from 'vitest';
import { answerIncidents } from '../../../../lambdas/core/application/problems/answer-incidents.ts';
import {
  linkIncidents,
  listIncidents,
  unlinkTicket,
} from '../../../../lambdas/core/application/problems/incidents.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { mergeTicket } from '../../../../lambdas/core/application/tickets/merge-ticket.ts';
import { throttled, versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import type { TicketParts } from '../../builders.ts';
import { aDesk, type Desk, once, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { ANNA, aRequest, LENA, MARIA, OLGA, type RequestParts } from '../requests.ts';

const described = (desk: Desk) => ({
  ...desk,
  describe: ({ name }: { readonly name: string }) => ({ status: 409, type: name, title: name }),
});

const PROBLEM = 'tkt_problem';
const incidentId = (n: number): string => `tkt_${String(n).padStart(4, '0')}`;

const aProblem = (desk: Desk, parts: TicketParts = {}) =>
  seeded(desk, { id: PROBLEM, number: 1001, type: 'problem', status: 'open', ...parts });

/** So many tickets, linked, each of somebody else. */
const incidents = (desk: Desk, count: number, parts: TicketParts = {}): readonly string[] =>
  Array.from({ length: count }, (_, at) => {
    const id = incidentId(at + 1);
    const requester = { id: `per_${at}`, email: `p${at}@example.com` };
    const ticket = seeded(desk, { id, number: 2001 + at, status: 'open', problemId: PROBLEM, ...parts });
    desk.world.tickets.set(id, { ...ticket, requester: { ...ticket.requester, ...requester } });
    return id;
  });

const link = (desk: Desk, tickets: readonly string[], parts: RequestParts & { caller?: Caller } = {}) =>
  linkIncidents(described(desk))(
    aRequest(parts.caller ?? ANNA, { params: { ticket: '1001' }, body: { tickets } }, parts),
  );

describe('linking incidents', () => {
  it('has a result for each, in a transaction of its own', async () => {
    const desk = aDesk();
    aProblem(desk);
    incidents(desk, 2, { problemId: null });
    seeded(desk, { id: 'tkt_closed', number: 3001, status: 'closed' });
    seeded(desk, { id: 'tkt_else', number: 3002, line: 3, groupId: 'third-line' });
    const { body } = await link(desk, ['2001', '2002', '3001', '3002', '2001']);
    expect(body.results).toMatchObject([
      { ticket: '2001', status: 200, version: 2 },
      { ticket: '2002', status: 200, version: 2 },
      { ticket: '3001', status: 409, error: { type: 'TicketClosed' } },
      { ticket: '3002', error: { type: 'TicketNotFound' } },
    ]);
    expect(stored(desk, incidentId(1)).problemId).toBe(PROBLEM);
    expect(types(desk, incidentId(1))).toEqual(['ticket.changed']);
  });

  it('answers a repetition alike', async () => {
    const desk = aDesk();
    aProblem(desk);
    incidents(desk, 1, { problemId: null });
    await link(desk, ['2001'], once());
    expect(desk.world.once.get('scope')?.row.answer.body).toMatchObject({ results: [{ status: 200 }] });
  });

  it('is refused for what is no problem, whatever the tickets', async () => {
    const desk = aDesk();
    aProblem(desk, { type: 'incident' });
    expect(await refusalOf(link(desk, ['2001']))).toMatchObject({ name: 'NotAProblem' });
    aProblem(desk, { line: 3, groupId: 'third-line' });
    expect(await refusalOf(link(desk, ['2001']))).toMatchObject({ name: 'TicketNotFound' });
  });

  it('is refused when they are more than a problem may have', async () => {
    const desk = aDesk();
    aProblem(desk);
    incidents(desk, 950);
    const tickets = Array.from({ length: 60 }, (_, at) => `${9001 + at}`);
    expect(await refusalOf(link(desk, tickets))).toMatchObject({ name: 'TooManyIncidents' });
  });

  it('may name those that it has, however many', async () => {
    const desk = aDesk();
    aProblem(desk);
    const linked = incidents(desk, 950).slice(0, 60);
    const { body } = await link(desk, linked);
    expect(body.results).toHaveLength(60);
    expect(body.results.every(({ status }) => status === 200)).toBe(true);
  });
});

describe('the incidents of a problem', () => {
  const list = async (desk: Desk, caller: Caller) =>
    (await listIncidents(described(desk))(aRequest(caller, { params: { ticket: '1001' } }))).body;

  it('are shown to agents, those that they may see', async () => {
    const desk = aDesk();
    aProblem(desk);
    incidents(desk, 2);
    const other = stored(desk, incidentId(2));
    desk.world.tickets.set(other.id, { ...other, line: 3, groupId: 'third-line' });
    expect((await list(desk, ANNA)).map(({ number }) => number)).toEqual([2001]);
    expect((await list(desk, LENA)).map(({ problemId }) => problemId)).toEqual([PROBLEM, PROBLEM]);
  });

  it('are fewer when one is taken out', async () => {
    const desk = aDesk();
    aProblem(desk);
    incidents(desk, 1);
    const take = (incident: string) =>
      unlinkTicket(described(desk))(aRequest(ANNA, { params: { ticket: '1001', incident } }));
    expect((await take('2001')).body).toMatchObject({ number: 2001, problemId: null });
    expect(await refusalOf(take('2001'))).toMatchObject({ name: 'IncidentNotFound', kind: 'missing' });
  });
});

/** Anna solves it with a public comment; the event that says so. */
const solved = async (desk: Desk) => {
  const input = { params: { ticket: '1001' }, body: { body: 'It works again.', status: 'solved' as const } };
  await addComment(desk)(aRequest(ANNA, input));
  const event = desk.tickets.history(PROBLEM).findLast(({ type }) => type === 'ticket.problem-solved');
  if (event === undefined) throw new Error('Nobody said that the problem is solved.');
  return event;
};

const answersOn = (desk: Desk, id: string) =>
  desk.tickets.said(id).filter(({ bodyText }) => bodyText === 'It works again.');

describe('solving a problem', () => {
  it('answers and solves every incident, in the name of who solved it', async () => {
    const desk = aDesk();
    aProblem(desk);
    const ids = incidents(desk, 120);
    await answerIncidents(desk)(await solved(desk));
    for (const id of ids) {
      expect(stored(desk, id)).toMatchObject({ status: 'solved', satisfaction: { agentId: 'agt_1' } });
      expect(answersOn(desk, id)).toMatchObject([
        { public: true, author: { kind: 'agent', id: 'agt_1' }, ticketId: id },
      ]);
      const said = desk.tickets.history(id).find(({ type }) => type === 'ticket.commented');
      expect(said).toMatchObject({ payload: { solves: true }, actor: { kind: 'agent', id: 'agt_1' } });
    }
    const comments = ids.map((id) => answersOn(desk, id)[0]?.id);
    expect(new Set(comments).size).toBe(ids.length);
  });

  it('leaves alone what is solved, closed, spam or no longer linked', async () => {
    const desk = aDesk();
    aProblem(desk);
    const [a = '', b = '', c = '', d = ''] = incidents(desk, 4);
    const become = (id: string, over: object) => desk.world.tickets.set(id, { ...stored(desk, id), ...over });
    become(a, { status: 'solved' });
    become(b, { status: 'closed' });
    become(c, { spam: true });
    const list = desk.tickets.incidents;
    desk.tickets.incidents = async (...of) => ({ ...(await list(...of)), items: [a, b, c, d, 'tkt_gone'] });
    become(d, { problemId: null });
    await answerIncidents(desk)(await solved(desk));
    for (const id of [a, b, c, d]) expect(desk.tickets.history(id)).toEqual([]);
  });

  it('answers nobody twice, however often and late the event comes', async () => {
    const desk = aDesk();
    aProblem(desk);
    const [id = ''] = incidents(desk, 1);
    const event = await solved(desk);
    await answerIncidents(desk)(event);
    // The requester opened it again: that is for people to look at, and the problem stays solved.
    desk.world.tickets.set(id, { ...stored(desk, id), status: 'open', solvedAt: null });
    await answerIncidents(desk)(event);
    expect(answersOn(desk, id)).toHaveLength(1);
    expect(stored(desk, id).status).toBe('open');
    expect(stored(desk, PROBLEM).status).toBe('solved');
  });

  it('goes on with the others when one fails, and answers that one when the event comes again', async () => {
    const desk = aDesk();
    aProblem(desk);
    const ids = incidents(desk, 3);
    const event = await solved(desk);
    desk.tickets.failNext(throttled('The database'));
    await expect(answerIncidents(desk)(event)).rejects.toThrow('1 incidents could not be answered');
    expect(ids.filter((id) => stored(desk, id).status === 'solved')).toHaveLength(2);
    await answerIncidents(desk)(event);
    for (const id of ids) expect(answersOn(desk, id)).toHaveLength(1);
  });

  it('is put on the newer ticket when somebody writes at the same moment', async () => {
    const desk = aDesk();
    aProblem(desk);
    const [id = ''] = incidents(desk, 1);
    const event = await solved(desk);
    desk.tickets.failNext(versionConflict(2));
    await answerIncidents(desk)(event);
    expect(stored(desk, id).status).toBe('solved');
  });

  it('answers the incidents of problems that were merged into it as well', async () => {
    const desk = aDesk();
    aProblem(desk);
    const second = seeded(desk, { id: 'tkt_second', number: 1002, type: 'problem', status: 'open' });
    const [id = ''] = incidents(desk, 1, { problemId: second.id });
    await mergeTicket(desk)(aRequest(ANNA, { params: { ticket: '1002' }, body: { into: '1001' } }));
    await answerIncidents(desk)(await solved(desk));
    expect(answersOn(desk, id)).toHaveLength(1);
  });

  it('is nothing when the event is another, or of nothing that is there', async () => {
    const desk = aDesk();
    aProblem(desk);
    const event = await solved(desk);
    const before = desk.tickets.saved.length;
    for (const one of desk.tickets.history(PROBLEM))
      if (one.type !== 'ticket.problem-solved') await answerIncidents(desk)(one);
    await answerIncidents(desk)({ ...event, ticketId: 'tkt_gone' });
    expect(desk.tickets.saved).toHaveLength(before);
  });
});

it('people outside see nothing of the others', async () => {
  const desk = aDesk();
  aProblem(desk);
  const [id = ''] = incidents(desk, 1);
  const { ticketView } = await import('../../../../lambdas/core/domain/ticket/view.ts');
  for (const caller of [MARIA, OLGA])
    expect(ticketView(stored(desk, id), { description: null, caller, baseUrl: '' }).problemId).toBeNull();
});

import { describe, expect, it } from 'vitest';
import { applyMacro } from '../../../../lambdas/core/application/macros/apply-macro.ts';
import { answerIncidents } from '../../../../lambdas/core/application/problems/answer-incidents.ts';
import { linkIncidents } from '../../../../lambdas/core/application/problems/incidents.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { changeTicket } from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { bulkChange } from '../../../../lambdas/core/application/tickets/bulk-change.ts';
import { mergeTicket, unmergeTicket } from '../../../../lambdas/core/application/tickets/merge-ticket.ts';
import type { DomainError } from '../../../../lambdas/core/domain/errors.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import type { FieldsChange } from '../../../../lambdas/core/domain/ticket/change.ts';
import type { TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import { moveTo } from '../../../../lambdas/core/domain/ticket/status.ts';
import { aSettings, type TicketParts } from '../../builders.ts';
import { aMacro } from '../../domain/macros/macros.ts';
import { aDesk, type Desk, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { ANNA, aMachine, aRequest, LENA, MARIA } from '../requests.ts';

const PROBLEM = 'tkt_problem';
const INCIDENT = 'tkt_incident';
const ON_PROBLEM = { params: { ticket: '1001' } } as const;

const describeError = ({ name, kind }: DomainError) => ({
  status: kind === 'invalid' ? 422 : 409,
  type: name,
  title: name,
});

const solveQuietly = aMacro({ id: 'solve', comment: undefined, change: { status: 'solved' } });
const noteAndSolve = aMacro({
  id: 'note',
  comment: { public: false, body: { en: 'Seen.' } },
  change: { status: 'solved', priority: 'low' },
});

/** A problem with one incident, both Maria's. */
const setUp = (problem: TicketParts = {}, incident: TicketParts = {}): Desk => {
  const desk = aDesk({ macros: [solveQuietly, noteAndSolve] });
  seeded(desk, { id: PROBLEM, number: 1001, type: 'problem', status: 'open', ...problem });
  seeded(desk, { id: INCIDENT, number: 2001, problemId: PROBLEM, ...incident });
  return desk;
};

const say = (desk: Desk, body: string, more: object = {}, caller: Caller = ANNA) =>
  addComment(desk)(aRequest(caller, { ...ON_PROBLEM, body: { body, ...more } }));
const patch = (desk: Desk, change: FieldsChange, caller: Caller = ANNA) =>
  changeTicket(desk)(aRequest(caller, { ...ON_PROBLEM, body: change }));
const bulk = async (desk: Desk, change: object) =>
  (
    await bulkChange({ ...desk, describe: describeError, applyMacro: applyMacro(desk) })(
      aRequest(ANNA, { body: { tickets: ['1001'], change } }),
    )
  ).body.results[0];
const macro = (desk: Desk, id: string) =>
  applyMacro(desk)(aRequest(ANNA, { params: { ticket: '1001', id }, body: {} }));
const link = async (desk: Desk, tickets: readonly string[] = ['2001']) =>
  (
    await linkIncidents({ ...desk, describe: describeError })(
      aRequest(LENA, { ...ON_PROBLEM, body: { tickets } }),
    )
  ).body.results;

const solvedEvents = (desk: Desk): readonly TicketEvent[] =>
  desk.tickets.history(PROBLEM).filter(({ type }) => type === 'ticket.problem-solved');

/** Everything that the bus would have told by now. */
const heard = async (desk: Desk): Promise<void> => {
  for (const event of solvedEvents(desk)) await answerIncidents(desk)(event);
};

const saidTo = (desk: Desk, id = INCIDENT): readonly string[] =>
  desk.tickets.said(id).map(({ bodyText }) => bodyText);

describe('a problem with a reply on it', () => {
  const WAYS: readonly (readonly [string, (desk: Desk) => Promise<unknown>])[] = [
    ['a click', (desk) => patch(desk, { status: 'solved' })],
    ['a bulk change', (desk) => bulk(desk, { status: 'solved' })],
    ['a note', (desk) => say(desk, 'Done.', { public: false, status: 'solved' })],
    ['a macro', (desk) => macro(desk, 'solve')],
    ['a macro with a note', (desk) => macro(desk, 'note')],
    ['a macro for many', (desk) => bulk(desk, { macro: 'solve' })],
    ['a machine key', (desk) => patch(desk, { status: 'solved' }, aMachine())],
  ];

  it.each(WAYS)('answers its incidents when it is solved by %s', async (_way, solve) => {
    const desk = setUp();
    await say(desk, 'It works again.');
    await solve(desk);
    await heard(desk);
    expect(stored(desk, INCIDENT)).toMatchObject({ status: 'solved', satisfaction: { agentId: 'agt_1' } });
    expect(saidTo(desk)).toEqual(['It works again.']);
    expect(desk.tickets.said(PROBLEM).filter(({ author }) => author.kind === 'system')).toEqual([]);
  });

  it('answers them with the words of the present solution, once for each', async () => {
    const desk = setUp();
    await say(desk, 'It works again.', { status: 'solved' });
    await heard(desk);
    await patch(desk, { status: 'open' });
    desk.world.tickets.set(INCIDENT, { ...stored(desk, INCIDENT), status: 'open', solvedAt: null });
    expect((await refusalOf(patch(desk, { status: 'solved' }))).name).toBe('AnswerNeeded');
    await say(desk, 'Now it does.');
    await patch(desk, { status: 'solved' });
    await heard(desk);
    expect(saidTo(desk)).toEqual(['It works again.', 'Now it does.']);
  });
});

describe('a problem on which nothing was said', () => {
  it('is not solved without a word, by any way', async () => {
    const desk = setUp();
    const refused = {
      name: 'AnswerNeeded',
      kind: 'invalid',
      message: expect.stringContaining('public comment'),
    };
    for (const attempt of [
      () => patch(desk, { status: 'solved' }),
      () => patch(desk, { status: 'solved' }, aMachine()),
      () => say(desk, 'Done.', { public: false, status: 'solved' }),
      () => macro(desk, 'solve'),
      () => macro(desk, 'note'),
    ])
      expect(await refusalOf(attempt())).toMatchObject(refused);
    for (const change of [{ status: 'solved' }, { macro: 'note' }])
      expect(await bulk(desk, change)).toMatchObject({
        status: 422,
        error: { type: 'AnswerNeeded', detail: expect.stringContaining('public comment') },
      });
    // All or nothing: neither the macro's note nor its priority.
    expect(stored(desk, PROBLEM)).toMatchObject({ status: 'open', version: 1, priority: 'normal' });
    expect(saidTo(desk, PROBLEM)).toEqual([]);
  });

  it.each<[string, TicketParts]>([
    ['is solved', { status: 'solved' }],
    ['is closed', { status: 'closed' }],
    ['is spam', { spam: true }],
    ['was taken out', { problemId: null }],
  ])('is, when its only incident %s', async (_what, incident) => {
    const desk = setUp({}, incident);
    await patch(desk, { status: 'solved' });
    await heard(desk);
    expect(types(desk, PROBLEM)).not.toContain('ticket.commented');
  });

  it('is solved by time and by its requester; who holds it is told once that people wait', async () => {
    for (const by of ['time', 'requester'] as const) {
      const desk = setUp({ status: 'pending', assigneeId: 'agt_2' });
      await say(desk, 'Does it happen on Mondays?', { status: 'pending' });
      if (by === 'requester') await say(desk, 'No idea.', { status: 'solved' }, MARIA);
      else {
        const before = stored(desk, PROBLEM);
        const c = {
          now: desk.clock.now(),
          settings: aSettings(),
          actor: { kind: 'system', id: null },
        } as const;
        const { after, events } = moveTo(before, 'solved', c, { auto: true });
        const event = {
          ...events[1],
          id: 'evt_01JBN0000000000000000000EE',
          ticketId: PROBLEM,
          actor: c.actor,
        };
        desk.world.tickets.set(PROBLEM, after);
        await answerIncidents(desk)({ ...event, correlationId: 'cor' } as TicketEvent);
        await answerIncidents(desk)({ ...event, correlationId: 'cor' } as TicketEvent);
      }
      await heard(desk);
      await heard(desk);
      expect(stored(desk, INCIDENT).status).toBe('new');
      expect(saidTo(desk)).toEqual([]);
      const notes = desk.tickets.said(PROBLEM).filter(({ author }) => author.kind === 'system');
      expect(notes).toMatchObject([{ public: false, bodyText: expect.stringContaining('still wait') }]);
      const told = desk.tickets.history(PROBLEM).at(-1);
      expect(told).toMatchObject({ payload: { mentions: ['agt_2'] }, actor: { kind: 'system' } });
    }
  });

  it('tells nobody when it was opened again meanwhile', async () => {
    const desk = setUp();
    await say(desk, 'It is fine.', { status: 'solved' }, MARIA);
    await patch(desk, { status: 'open' });
    await heard(desk);
    expect(desk.tickets.said(PROBLEM).filter(({ author }) => author.kind === 'system')).toEqual([]);
  });
});

describe('a problem with incidents', () => {
  it('stays a problem until they are taken out', async () => {
    const desk = setUp({}, { status: 'solved' });
    for (const type of [null, 'incident', 'question'] as const)
      expect(await refusalOf(patch(desk, { type }))).toMatchObject({ name: 'ProblemHasIncidents' });
    desk.world.tickets.set(INCIDENT, { ...stored(desk, INCIDENT), problemId: null });
    await patch(desk, { type: null });
    expect(stored(desk, PROBLEM).type).toBeNull();
  });

  it('goes into another problem, which answers for it, and into nothing else', async () => {
    const desk = setUp();
    seeded(desk, { id: 'tkt_plain', number: 1002, status: 'open' });
    seeded(desk, { id: 'tkt_other', number: 1003, status: 'open', type: 'problem' });
    const merge = (ticket: string, into: string) =>
      mergeTicket(desk)(aRequest(ANNA, { params: { ticket }, body: { into } }));
    expect(await refusalOf(merge('1001', '1002'))).toMatchObject({ name: 'ProblemHasIncidents' });
    expect(stored(desk, PROBLEM).mergedInto).toBeNull();
    await merge('1001', '1003');
    const onOther = { params: { ticket: '1003' } };
    const quiet = changeTicket(desk)(aRequest(ANNA, { ...onOther, body: { status: 'solved' } }));
    expect(await refusalOf(quiet)).toMatchObject({ name: 'AnswerNeeded' });
    const other = changeTicket(desk)(aRequest(ANNA, { ...onOther, body: { type: null } }));
    expect(await refusalOf(other)).toMatchObject({ name: 'ProblemHasIncidents' });
    await addComment(desk)(aRequest(ANNA, { ...onOther, body: { body: 'Both work.', status: 'solved' } }));
    for (const event of desk.tickets.history('tkt_other')) await answerIncidents(desk)(event);
    expect(saidTo(desk)).toEqual(['Both work.']);
  });

  it('without any is merged as every other ticket', async () => {
    const desk = setUp({}, { problemId: null });
    seeded(desk, { id: 'tkt_plain', number: 1002, status: 'open' });
    await mergeTicket(desk)(aRequest(ANNA, { params: { ticket: '1001' }, body: { into: '1002' } }));
    expect(stored(desk, PROBLEM).mergedInto).toBe('tkt_plain');
  });

  it('answers the ticket that an incident of it was merged into', async () => {
    const desk = setUp();
    seeded(desk, { id: 'tkt_plain', number: 1002, status: 'open' });
    const params = { ticket: '2001' };
    await mergeTicket(desk)(aRequest(ANNA, { params, body: { into: '1002' } }));
    await say(desk, 'It works again.', { status: 'solved' });
    await heard(desk);
    expect(saidTo(desk, 'tkt_plain')).toEqual(['It works again.']);
    expect(stored(desk, 'tkt_plain').status).toBe('solved');
    await unmergeTicket(desk)(aRequest(ANNA, { params }));
    expect(stored(desk, 'tkt_plain').problemId).toBeNull();
  });
});

describe('a ticket that comes late', () => {
  it('is answered when it is linked to a solved problem, once however often', async () => {
    const desk = setUp({}, { problemId: null });
    await say(desk, 'It works again.', { status: 'solved' });
    await heard(desk);
    // Words that followed are for its own requester.
    await say(desk, 'You are welcome.');
    expect(desk.tickets.history(INCIDENT)).toEqual([]);
    expect(await link(desk)).toEqual([
      { ticket: '2001', status: 200, version: stored(desk, INCIDENT).version, error: null },
    ]);
    expect(stored(desk, INCIDENT)).toMatchObject({
      status: 'solved',
      problemId: PROBLEM,
      satisfaction: { agentId: 'agt_1' },
    });
    const history = desk.tickets.history(INCIDENT).slice(0, 3);
    expect(history.map(({ type, actor }) => `${type} by ${actor.id}`)).toEqual([
      'ticket.changed by agt_lead',
      'ticket.commented by agt_1',
      'ticket.solved by agt_1',
    ]);
    expect(saidTo(desk)).toEqual(['It works again.']);
    desk.world.tickets.set(INCIDENT, { ...stored(desk, INCIDENT), status: 'open', solvedAt: null });
    await link(desk);
    await heard(desk);
    expect(saidTo(desk)).toEqual(['It works again.']);
    expect(stored(desk, INCIDENT).status).toBe('open');
  });

  it('is answered also when the problem was solved, and its incidents answered, while it was linked', async () => {
    const desk = setUp({}, { problemId: null });
    const { save } = desk.tickets;
    desk.tickets.save = async (change) => {
      desk.tickets.save = save;
      await say(desk, 'It works again.', { status: 'solved' });
      await heard(desk);
      await save(change);
    };
    await link(desk);
    expect(saidTo(desk)).toEqual(['It works again.']);
    expect(stored(desk, INCIDENT).status).toBe('solved');
  });

  it('was linked before, and forgotten: linked again it is answered', async () => {
    const desk = setUp();
    await say(desk, 'It works again.', { status: 'solved' });
    await link(desk);
    await heard(desk);
    expect(saidTo(desk)).toEqual(['It works again.']);
  });

  it('is refused where there is nothing to answer it with', async () => {
    const desk = setUp({}, { problemId: null });
    await patch(desk, { status: 'solved' });
    expect(await link(desk)).toMatchObject([{ status: 409, error: { type: 'ProblemUnanswered' } }]);
    expect(stored(desk, INCIDENT)).toMatchObject({ status: 'new', problemId: null });
    desk.world.tickets.set(PROBLEM, { ...stored(desk, PROBLEM), status: 'closed' });
    expect(await refusalOf(link(desk))).toMatchObject({ name: 'TicketClosed' });
  });
});

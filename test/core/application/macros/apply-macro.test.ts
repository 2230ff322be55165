import { describe, expect, it } from 'vitest';
import { applyMacro } from '../../../../lambdas/core/application/macros/apply-macro.ts';
import { versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import { aMacro } from '../../domain/macros/macros.ts';
import { aDesk, type Desk, once, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { ANNA, aMachine, aRequest, LENA, type RequestParts } from '../requests.ts';

const solve = aMacro({
  id: 'solve',
  comment: {
    body: { en: 'Hello {{requester.name}}. {{agent.name}}', ru: 'Здравствуйте, {{requester.name}}!' },
  },
  change: { status: 'solved', priority: 'low', assigneeId: 'me', tags: { add: ['done'] } },
});
const tag = aMacro({ id: 'tag', change: { tags: { add: ['seen'] } } });

const macroDesk = () => aDesk({ macros: [solve, tag] });

const apply = (
  desk: Desk,
  id = 'solve',
  {
    caller = ANNA,
    comment,
    ...parts
  }: RequestParts & { caller?: Parameters<typeof aRequest>[0]; comment?: string } = {},
) => applyMacro(desk)(aRequest(caller, { params: { ticket: '1001', id }, body: { comment } }, parts));

describe('applying a macro', () => {
  it('does all that it does in one transaction, and answers with the ticket', async () => {
    const desk = macroDesk();
    const { id, version } = seeded(desk, { status: 'open' });
    const { body, status, version: after } = await apply(desk);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'solved', priority: 'low', assigneeId: 'agt_1', tags: ['done'] });
    expect(types(desk, id)).toEqual([
      'ticket.macro-applied',
      'ticket.changed',
      'ticket.assigned',
      'ticket.commented',
      'ticket.solved',
      'sla.met',
      'sla.met',
    ]);
    expect(after).toBe(version + 7);
    expect(desk.world.comments.get(id)).toMatchObject([
      { visibleText: 'Hello Maria Lind. Anna Berg', author: { id: 'agt_1' }, channel: 'api' },
    ]);
    expect(desk.world.loads.get('agt_1')?.open ?? 0).toBe(0);
  });

  it('speaks the language of the ticket, or says what the agent wrote instead', async () => {
    const desk = macroDesk();
    const { id } = seeded(desk, { language: 'ru-RU' });
    await apply(desk);
    await apply(desk, 'solve', { comment: 'In my own words.' });
    expect(desk.world.comments.get(id)?.map(({ visibleText }) => visibleText)).toEqual([
      'Здравствуйте, Maria Lind!',
      'In my own words.',
    ]);
  });

  it('speaks of details that analysis found', async () => {
    const macro = aMacro({ id: 'version', comment: { body: { en: 'You have {{details.version}}.' } } });
    const desk = aDesk({ macros: [macro] });
    const { id } = seeded(desk);
    const detail = { name: 'version', kind: 'version', required: true, found: true, value: '5.2' } as const;
    desk.world.triages.set(id, {
      analysedAt: null,
      round: 0,
      details: [{ ...detail, confidence: 1, evidence: null }],
      language: null,
      category: null,
      priority: null,
      line: null,
      ranking: [],
      assignment: null,
    });
    await apply(desk, 'version');
    expect(desk.world.comments.get(id)).toMatchObject([{ visibleText: 'You have 5.2.' }]);
  });

  it('changes nothing at all when one part is refused', async () => {
    const desk = aDesk({
      macros: [aMacro({ id: 'bad', comment: { body: { en: 'Hi' } }, change: { assigneeId: 'agt_2' } })],
    });
    const ticket = seeded(desk);
    expect(await refusalOf(apply(desk, 'bad'))).toMatchObject({
      name: 'InvalidInput',
      problems: [{ path: 'change.assigneeId' }],
      extra: { part: 'change' },
    });
    expect(stored(desk, ticket.id)).toEqual(ticket);
    expect(types(desk, ticket.id)).toEqual([]);
  });

  it('knows macros and tickets', async () => {
    const desk = macroDesk();
    seeded(desk, { line: 2, groupId: 'second-line' });
    expect(await refusalOf(apply(desk))).toMatchObject({ name: 'TicketNotFound' });
    expect(await refusalOf(apply(desk, 'gone', { caller: LENA }))).toMatchObject({
      name: 'MacroNotFound',
      kind: 'missing',
    });
  });

  it('is refused with what arrived when the caller saw another version, and else decided anew', async () => {
    const desk = macroDesk();
    const { id } = seeded(desk, { version: 4 });
    expect(await refusalOf(apply(desk, 'tag', { ifMatch: 3 }))).toMatchObject({ name: 'VersionConflict' });
    desk.tickets.failNext(versionConflict(5));
    await apply(desk, 'tag');
    expect(stored(desk, id).tags).toEqual(['seen']);
  });

  it('answers a repetition from its row, also when nothing changed', async () => {
    const desk = macroDesk();
    seeded(desk);
    const { body, version } = await apply(desk, 'tag', once('first'));
    expect((await desk.once.find('first'))?.answer).toEqual({ status: 200, version, body });
    expect(await refusalOf(apply(desk, 'solve', once('first')))).toMatchObject({ name: 'OnceTaken' });
    await apply(desk, 'tag', once('second'));
    expect((await desk.once.find('second'))?.answer.version).toBe(version);
  });

  it('by a machine needs the right to write where the macro speaks', async () => {
    const desk = macroDesk();
    const { id } = seeded(desk);
    const caller = aMachine({ scopes: ['tickets:manage'] });
    expect(await refusalOf(apply(desk, 'solve', { caller }))).toMatchObject({ name: 'Forbidden' });
    await apply(desk, 'tag', { caller });
    expect(stored(desk, id).tags).toEqual(['seen']);
    expect(await refusalOf(apply(desk, 'solve', { caller: aMachine() }))).toMatchObject({
      problems: [{ path: 'change.assigneeId' }],
    });
  });
});

import { describe, expect, it } from 'vitest';
import { applyMacro } from '../../../../lambdas/core/application/macros/apply-macro.ts';
import { listMacros } from '../../../../lambdas/core/application/macros/list-macros.ts';
import { changeTicket } from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { bulkChange } from '../../../../lambdas/core/application/tickets/bulk-change.ts';
import type { Category } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { aComment } from '../../builders.ts';
import { aMacro } from '../../domain/macros/macros.ts';
import { aDesk, type Desk, refusalOf, seeded } from '../a-desk.ts';
import { aRequest, LENA } from '../requests.ts';

const crash = (beforeLine3: string[]): Category => ({
  ...{ id: 'crash', name: { en: 'Crash' }, line: 1, group: 'first-line', neverHeld: false, default: true },
  details: [{ name: 'log', kind: 'log', required: false, ask: { en: 'What does the log say?' } }],
  beforeLine3,
});
const free: Category = { ...crash([]), id: 'free', default: false };
const macros = [
  aMacro({ id: 'up', change: { line: 3 } }),
  aMacro({ id: 'say-and-up', change: { groupId: 'third-line' }, comment: { body: { en: 'Hello!' } } }),
];

const aStrictDesk = (text = 'It crashes.'): Desk => {
  const desk = aDesk({ categories: [crash(['log']), free], macros });
  const { id } = seeded(desk, { category: 'crash', line: 2, groupId: 'second-line', status: 'open' });
  desk.world.comments.set(id, [aComment({ ticketId: id, text })]);
  return desk;
};

const patch = (desk: Desk, body: object) =>
  changeTicket(desk)(aRequest(LENA, { params: { ticket: '1001' }, body }));
const macro = (desk: Desk, id: string) =>
  applyMacro(desk)(aRequest(LENA, { params: { ticket: '1001', id }, body: {} }));
const lineOf = (desk: Desk) => [...desk.world.tickets.values()][0]?.line;

const WAYS: readonly [string, (desk: Desk) => Promise<unknown>][] = [
  ['a change of line', (desk) => patch(desk, { line: 3 })],
  ['a change of group', (desk) => patch(desk, { groupId: 'third-line' })],
  ['a macro', (desk) => macro(desk, 'up')],
  ['a macro that says something too', (desk) => macro(desk, 'say-and-up')],
];

describe('the way to line 3 in a category that demands a log', () => {
  it.each(WAYS)('by %s is closed without one', async (_way, go) => {
    const desk = aStrictDesk();
    expect(await refusalOf(go(desk))).toMatchObject({ name: 'DetailsNeeded', extra: { missing: ['log'] } });
    expect(lineOf(desk)).toBe(2);
  });

  it.each(WAYS)('by %s is open with one that somebody wrote', async (_way, go) => {
    const desk = aStrictDesk('Log: ERROR 5 at Renderer.draw(Renderer.java:12)');
    await go(desk);
    expect(lineOf(desk)).toBe(3);
  });

  it('is open when the change brings it, or leads to a category that demands nothing', async () => {
    const bringing = aStrictDesk();
    await patch(bringing, { line: 3, details: { log: 'ERROR 5' } });
    const leaving = aStrictDesk();
    await patch(leaving, { line: 3, category: 'free' });
    expect([lineOf(bringing), lineOf(leaving)]).toEqual([3, 3]);
  });

  it('is closed to a change that leads into the category on the way', async () => {
    const desk = aStrictDesk();
    await patch(desk, { category: 'free' });
    expect(await refusalOf(patch(desk, { line: 3, category: 'crash' }))).toMatchObject({
      name: 'DetailsNeeded',
    });
  });

  it('is no matter for what is on line 3, and for what goes elsewhere', async () => {
    const desk = aStrictDesk();
    await patch(desk, { line: 1 });
    await patch(desk, { line: 3, details: { log: 'ERROR 5' } });
    await patch(desk, { line: 3, details: { log: '' } });
    expect(lineOf(desk)).toBe(3);
  });

  it('is closed to one ticket of a bulk change, and said so of that one', async () => {
    const desk = aStrictDesk();
    const describeError = () => ({ status: 422, type: 'about:blank', title: 'no' });
    const { body } = await bulkChange({ ...desk, describe: describeError, applyMacro: applyMacro(desk) })(
      aRequest(LENA, { body: { tickets: ['1001'], change: { line: 3 } } }),
    );
    expect(body.results).toMatchObject([{ ticket: '1001', status: 422 }]);
  });

  it('is told beforehand, of the macros that lead there', async () => {
    const { body } = await listMacros(aStrictDesk())(aRequest(LENA, { query: { ticket: '1001' } }));
    expect(body.data.map(({ refusal }) => refusal)).toEqual([
      'change.details.log is needed before line 3',
      'change.details.log is needed before line 3',
    ]);
  });

  it('is told to be open where what it demands came after the analysis', async () => {
    const desk = aStrictDesk('Log: ERROR 5 at Renderer.draw(Renderer.java:12)');
    const { body } = await listMacros(desk)(aRequest(LENA, { query: { ticket: '1001' } }));
    expect(body.data.map(({ refusal }) => refusal)).toEqual([null, null]);
  });
});

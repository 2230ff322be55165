import { describe, expect, it } from 'vitest';
import { applyMacro } from '../../../../lambdas/core/application/macros/apply-macro.ts';
import { type BulkChange, bulkChange } from '../../../../lambdas/core/application/tickets/bulk-change.ts';
import { versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import { aMacro } from '../../domain/macros/macros.ts';
import { aDesk, type Desk, once, refusalOf, seeded, stored } from '../a-desk.ts';
import { ANNA, aRequest, type RequestParts } from '../requests.ts';

const describeError = ({ name }: { readonly name: string }) => ({
  status: name === 'TicketNotFound' ? 404 : 409,
  type: `https://threeline.example/problems/${name}`,
  title: name,
});

const change = (desk: Desk, tickets: readonly string[], body: BulkChange, parts: RequestParts = {}) =>
  bulkChange({ ...desk, describe: describeError, applyMacro: applyMacro(desk) })(
    aRequest(ANNA, { body: { tickets, change: body } }, parts),
  );

const aHundred = (desk: Desk): readonly string[] =>
  Array.from({ length: 100 }, (_, index) => {
    const number = 1001 + index;
    return seeded(desk, { id: `tkt_${String(number).padStart(26, '0')}`, number }).id;
  });

describe('a change of many tickets', () => {
  it('has a result for each, in the order asked', async () => {
    const desk = aDesk();
    const tickets = aHundred(desk);
    const { body, status } = await change(desk, tickets, { priority: 'high', tags: ['spring'] });
    expect(status).toBe(200);
    expect(body.results).toEqual(tickets.map((ticket) => ({ ticket, status: 200, version: 2, error: null })));
    expect(desk.tickets.all().every(({ priority }) => priority === 'high')).toBe(true);
  });

  it('tells each refusal as if it had been asked alone, and changes the rest', async () => {
    const desk = aDesk();
    seeded(desk, { id: 'tkt_1', number: 1 });
    seeded(desk, { id: 'tkt_2', number: 2, status: 'closed' });
    seeded(desk, { id: 'tkt_3', number: 3, line: 3, groupId: 'third-line' });
    const { body } = await change(desk, ['1', '2', '3', '4'], { priority: 'high' });
    expect(body.results).toMatchObject([
      { ticket: '1', status: 200, version: 2, error: null },
      { ticket: '2', status: 409, version: null, error: { title: 'TicketClosed' } },
      { ticket: '3', status: 404, version: null, error: { title: 'TicketNotFound' } },
      { ticket: '4', status: 404, version: null, error: { title: 'TicketNotFound' } },
    ]);
    expect(stored(desk, 'tkt_3').priority).toBe('normal');
  });

  it('may be a macro, which says on each what it says there', async () => {
    const macro = aMacro({
      id: 'outage',
      comment: { body: { en: 'It is over, {{requester.name}}.' } },
      change: { status: 'solved' },
    });
    const desk = aDesk({ macros: [macro] });
    const open = seeded(desk, { id: 'tkt_1', number: 1, status: 'open', requester: { name: 'Olga' } });
    seeded(desk, { id: 'tkt_2', number: 2, status: 'closed' });
    const { body } = await change(desk, ['1', '2'], { macro: 'outage' });
    expect(body.results).toMatchObject([
      { ticket: '1', status: 200, error: null },
      { ticket: '2', status: 409, error: { title: 'TicketClosed' } },
    ]);
    expect(stored(desk, open.id).status).toBe('solved');
    expect(desk.world.comments.get(open.id)).toMatchObject([{ visibleText: 'It is over, Olga.' }]);
  });

  it('names the wrong fields', async () => {
    const desk = aDesk();
    seeded(desk);
    const { body } = await change(desk, ['1001'], { category: 'x', product: 'y' });
    expect(body.results[0]?.error?.detail).toBe(
      'category must be the id of a category; product must be the id of a product',
    );
  });

  it('changes a ticket that is named twice once, however it is named', async () => {
    const macro = aMacro({ id: 'hello', comment: { body: { en: 'Hello.' } } });
    const desk = aDesk({ macros: [macro] });
    const { id } = seeded(desk);
    const { body } = await change(desk, ['1001', '1001', '#1001', id], { macro: 'hello' });
    const { version } = stored(desk, id);
    expect(body.results.map((result) => [result.ticket, result.status, result.version])).toEqual([
      ['1001', 200, version],
      ['#1001', 200, version],
      [id, 200, version],
    ]);
    expect(desk.world.comments.get(id)).toHaveLength(1);
    await change(desk, ['1001', '#1001'], { macro: 'hello' });
    expect(desk.world.comments.get(id)).toHaveLength(2);
  });

  it('looks at no version, so others may change tickets meanwhile', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    desk.tickets.failNext(versionConflict(2), versionConflict(3));
    const { body } = await change(desk, [id], { priority: 'high' }, { ifMatch: 9 });
    expect(body.results).toMatchObject([{ status: 200 }]);
  });

  it('keeps its answer under the idempotency key', async () => {
    const desk = aDesk();
    seeded(desk);
    const { body } = await change(desk, ['1001'], { priority: 'high' }, once());
    expect((await desk.once.find('scope'))?.answer).toEqual({ status: 200, version: null, body });
    expect(await refusalOf(change(desk, ['1001'], { priority: 'low' }, once()))).toMatchObject({
      name: 'OnceTaken',
    });
  });

  it('is done once on each ticket, however often and how soon it is asked for under its key', async () => {
    const macro = aMacro({
      id: 'outage',
      comment: { body: { en: 'It is over.' } },
      change: { status: 'solved' },
    });
    const desk = aDesk({ macros: [macro] });
    const ids = [1, 2, 3].map((number) => seeded(desk, { id: `tkt_${number}`, number, status: 'open' }).id);
    // One that broke off after its first ticket.
    await change(desk, ids.slice(0, 1), { macro: 'outage' }, once());
    desk.world.once.delete('scope');
    const answers = await Promise.allSettled(
      [1, 2].map(() => change(desk, ids, { macro: 'outage' }, once())),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { name: 'OnceTaken' },
    });
    expect(answers.find(({ status }) => status === 'fulfilled')).toMatchObject({
      value: { body: { results: ids.map((ticket) => ({ ticket, status: 200, error: null })) } },
    });
    for (const id of ids) expect(desk.world.comments.get(id)).toHaveLength(1);
  });

  it('does not take a fault of ours for a refusal', async () => {
    const desk = aDesk();
    seeded(desk);
    desk.tickets.failNext(new Error('the table is gone'));
    await expect(change(desk, ['1001'], { priority: 'high' })).rejects.toThrow('the table is gone');
  });
});

import { describe, expect, it } from 'vitest';
import { changeTicket } from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import type { FieldsChange } from '../../../../lambdas/core/domain/ticket/change.ts';
import { aDesk, type Desk, once, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { ANNA, aMachine, aRequest, LENA, type RequestParts } from '../requests.ts';

const patch = (
  desk: Desk,
  body: FieldsChange,
  parts: RequestParts = {},
  caller: typeof ANNA | ReturnType<typeof aMachine> = ANNA,
) => changeTicket(desk)(aRequest(caller, { params: { ticket: '1001' }, body }, parts));

/** A colleague changes the ticket between the next read and the save that follows it, so many times. */
const interrupted = (desk: Desk, times: number): void => {
  const { save } = desk.tickets;
  let left = times;
  desk.tickets.save = async (change) => {
    if (left > 0) {
      left -= 1;
      await changeTicket({ ...desk, tickets: { ...desk.tickets, save } })(
        aRequest(LENA, { params: { ticket: '1001' }, body: { tags: [`round-${left}`] } }),
      );
    }
    return save(change);
  };
};

describe('If-Match', () => {
  it('of the present version lets the change through', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { version: 4 });
    const { version, body } = await patch(desk, { priority: 'high' }, { ifMatch: 4 });
    expect(version).toBe(5);
    expect(body).toMatchObject({ priority: 'high', version: 5, groupId: 'first-line' });
    expect(stored(desk, id).version).toBe(5);
  });

  it('of an older version is refused with what has arrived since, and changes nothing', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    await patch(desk, { priority: 'high' });
    await patch(desk, { tags: ['export'] });
    const refusal = await refusalOf(patch(desk, { priority: 'low' }, { ifMatch: 2 }));
    expect(refusal).toMatchObject({
      name: 'VersionConflict',
      kind: 'stale',
      extra: { currentVersion: 3, arrived: [{ version: 3, type: 'ticket.changed' }] },
    });
    expect(stored(desk, id).priority).toBe('high');
  });

  it('of a version that never was is refused with nothing', async () => {
    const desk = aDesk();
    seeded(desk);
    const refusal = await refusalOf(patch(desk, { priority: 'low' }, { ifMatch: 9 }));
    expect(refusal.extra).toEqual({ currentVersion: 1, arrived: [] });
  });

  it('is refused with what came between reading and writing', async () => {
    const desk = aDesk();
    seeded(desk);
    interrupted(desk, 1);
    const refusal = await refusalOf(patch(desk, { priority: 'high' }, { ifMatch: 1 }));
    expect(refusal.extra).toMatchObject({ currentVersion: 2, arrived: [{ version: 2 }] });
  });

  it('is not refused because the workflow was reborn meanwhile: that is no version', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const { save } = desk.tickets;
    desk.tickets.save = async (change) => {
      desk.tickets.save = save;
      await desk.tickets.raiseGeneration(id, 1, { wakeAt: desk.clock.now(), failures: 0, failedAt: null });
      return save(change);
    };
    expect((await patch(desk, { priority: 'high' }, { ifMatch: 1 })).version).toBe(2);
    expect(stored(desk, id)).toMatchObject({ priority: 'high', generation: 2 });
  });
});

describe('without If-Match', () => {
  it('a change is decided again on what others have changed meanwhile', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    interrupted(desk, 3);
    await patch(desk, { priority: 'high' });
    expect(stored(desk, id)).toMatchObject({ priority: 'high', tags: ['round-0'], version: 5 });
  });

  it('it gives up when others never stop', async () => {
    const desk = aDesk();
    seeded(desk);
    desk.tickets.failNext(...Array.from({ length: 6 }, () => versionConflict(2)));
    expect(await refusalOf(patch(desk, { priority: 'high' }))).toMatchObject({ name: 'VersionConflict' });
    expect((await patch(desk, { priority: 'high' })).version).toBe(2);
  });

  it('it throws what is no conflict at once', async () => {
    const desk = aDesk();
    seeded(desk);
    desk.tickets.failNext(new Error('the table is gone'));
    await expect(patch(desk, { priority: 'high' })).rejects.toThrow('the table is gone');
    expect(desk.tickets.saved).toEqual([]);
  });
});

describe('an idempotency key', () => {
  it('keeps the answer in the transaction that makes the change', async () => {
    const desk = aDesk();
    seeded(desk);
    const { body } = await patch(desk, { priority: 'high' }, once());
    expect(await desk.once.find('scope')).toMatchObject({ answer: { status: 200, version: 2, body } });
    expect(desk.tickets.saved.at(-1)?.once?.scope).toBe('scope');
  });

  it('keeps the answer of a change that changed nothing, so that its repetition changes nothing either', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { priority: 'high' });
    const { body } = await patch(desk, { priority: 'high' }, once());
    expect(await desk.once.find('scope')).toMatchObject({ answer: { version: 1, body } });
    await patch(desk, { priority: 'low' });
    expect(await refusalOf(patch(desk, { priority: 'high' }, once()))).toMatchObject({ name: 'OnceTaken' });
    expect(stored(desk, id).priority).toBe('low');
  });

  it('that is taken lets nothing be written', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    await patch(desk, { priority: 'high' }, once());
    expect(await refusalOf(patch(desk, { priority: 'low' }, once()))).toMatchObject({ name: 'OnceTaken' });
    expect(stored(desk, id)).toMatchObject({ priority: 'high', version: 2 });
  });

  it('is not kept for what was refused', async () => {
    const desk = aDesk();
    seeded(desk);
    await refusalOf(patch(desk, { category: 'nonsense' }, once()));
    expect(await desk.once.find('scope')).toBeNull();
  });
});

describe('a ticket', () => {
  it('is found by id, by number and by number with its sign', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    for (const ticket of [id, '1001', '#1001']) {
      const { body } = await changeTicket(desk)(aRequest(ANNA, { params: { ticket }, body: {} }));
      expect(body.id).toBe(id);
    }
  });

  it('that one may not see is not found', async () => {
    const desk = aDesk();
    seeded(desk, { line: 3, groupId: 'third-line' });
    expect(await refusalOf(patch(desk, { priority: 'high' }))).toMatchObject({
      name: 'TicketNotFound',
      kind: 'missing',
    });
    const shop = aMachine({ products: ['mobile'] });
    expect(await refusalOf(patch(desk, { priority: 'high' }, {}, shop))).toMatchObject({
      name: 'TicketNotFound',
    });
    expect((await patch(desk, { priority: 'high' }, {}, LENA)).version).toBe(2);
  });

  it('names all wrong fields at once and stays as it is', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const refusal = await refusalOf(
      patch(desk, { category: 'x', product: 'y', groupId: 'z', assigneeId: 'agt_3' }),
    );
    expect(refusal.problems.map(({ path }) => path)).toEqual([
      'category',
      'product',
      'groupId',
      'assigneeId',
    ]);
    expect(types(desk, id)).toEqual([]);
  });

  it('that is closed is not changed', async () => {
    const desk = aDesk();
    seeded(desk, { status: 'closed' });
    expect(await refusalOf(patch(desk, { priority: 'high' }))).toMatchObject({
      name: 'TicketClosed',
      kind: 'conflict',
    });
  });

  it('counts for its agent from the transaction on that gives it to them', async () => {
    const desk = aDesk();
    seeded(desk);
    await patch(desk, { assigneeId: 'agt_1' });
    expect(desk.world.loads.get('agt_1')?.open).toBe(1);
    await patch(desk, { status: 'solved' });
    expect(desk.world.loads.get('agt_1')?.open).toBe(0);
    await patch(desk, { status: 'open' });
    expect(desk.world.loads.get('agt_1')?.open).toBe(1);
  });
});

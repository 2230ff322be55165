import { describe, expect, it } from 'vitest';
import { keepExamples } from '../../../../lambdas/core/application/desk/keep-examples.ts';
import { type TrainingOrder, trainModel } from '../../../../lambdas/core/application/desk/train-model.ts';
import type { Trainings } from '../../../../lambdas/core/application/model-ports.ts';
import { throttled } from '../../../../lambdas/core/domain/errors.ts';
import type { Actor, EventDraft } from '../../../../lambdas/core/domain/ticket/events.ts';
import { judge } from '../../../../lambdas/core/domain/triage/model/judge.ts';
import { aComment, aSettings } from '../../builders.ts';
import { manyExamples } from '../../examples.ts';
import { fakeTrainings } from '../../fakes/models.ts';
import { type FakePorts, fakePorts } from '../../fakes/ports.ts';
import { anEvent, commentId, opening, ticketId } from '../../ports/changes.ts';

const changed = (fields: Readonly<Record<string, unknown>>): EventDraft => ({
  type: 'ticket.changed',
  payload: {
    changes: Object.fromEntries(
      Object.entries(fields).map(([name, after]) => [name, { before: null, after }]),
    ),
  },
});

const solved = (auto = false): EventDraft => ({
  type: 'ticket.solved',
  payload: { before: 'open', auto, withComment: true, agentId: 'agt_1' },
});

const tell = async (ports: FakePorts, n: number, version: number, draft: EventDraft, actor?: Actor) => {
  const { after } = opening(n);
  const event = anEvent({ ...after, version }, draft);
  await keepExamples(ports)(actor === undefined ? event : { ...event, actor });
};

let orders = 0;

/** By the clock, a new order each time unless a test says which. */
const run = (
  ports: FakePorts,
  { trainings = fakeTrainings(), ...order }: Partial<TrainingOrder> & { trainings?: Trainings } = {},
) => {
  orders += 1;
  return trainModel({ ...ports, trainings }, 900)({ id: `order-${orders}`, by: null, ...order });
};

/** So many refunds and crashes, all opened in the default category. */
const aDeskWith = async (each: number, category = 'other') => {
  const ports = fakePorts(aSettings());
  const texts = manyExamples(each);
  for (const [at, { subject }] of texts.entries())
    await ports.tickets.save(opening(at + 1, { subject, category }));
  return { ports, texts };
};

describe('what agents say of tickets', () => {
  it('is the category, priority and line that they gave, and that they solved it', async () => {
    const ports = fakePorts();
    await tell(ports, 1, 2, changed({ category: 'bug', priority: 'high', tags: ['a'] }));
    await tell(ports, 1, 3, {
      type: 'ticket.escalated',
      payload: { from: 1, to: 2, groupId: 'second-line', reason: 'hard' },
    });
    await tell(ports, 1, 4, solved());
    expect(await ports.examples.newest(9)).toEqual([
      { ticketId: ticketId(1), category: 'bug', priority: 'high', line: 2, solved: true, merged: false },
    ]);
  });

  it('is nothing when it was a machine, time or the requester, or about something else', async () => {
    const ports = fakePorts();
    await tell(ports, 1, 2, changed({ category: 'bug' }), { kind: 'system', id: null });
    await tell(ports, 2, 2, solved(), { kind: 'requester', id: 'per_1' });
    await tell(ports, 3, 2, solved(true));
    await tell(ports, 4, 2, changed({ tags: ['a'], priority: 'whatever', line: 9 }));
    expect(await ports.examples.newest(9)).toEqual([]);
  });
});

describe('the desk learns', () => {
  it('from what agents corrected, and sorts the next ticket by it', async () => {
    const { ports, texts } = await aDeskWith(30);
    for (const [at, { category }] of texts.entries()) await tell(ports, at + 1, 2, changed({ category }));
    expect(await run(ports)).toMatchObject({ examples: 60, activated: 1, accuracy: 1, macroF1: 1 });
    const record = (await ports.models.active())?.record ?? null;
    const model = record === null ? null : await ports.models.load(record);
    expect(model).not.toBeNull();
    if (model === null) return;
    const { category } = judge(model, { subject: 'Refund please', body: '' });
    expect(category[0]?.label).toBe('payments');
  });

  it('from what became of solved tickets, but not that they are of the default category', async () => {
    const { ports, texts } = await aDeskWith(30);
    for (const [at] of texts.entries()) await tell(ports, at + 1, 2, solved());
    expect(await run(ports)).toEqual({ nothing: 1, activated: 0 });
    expect(await ports.models.active()).toBeNull();
    for (const [at, { category }] of texts.entries()) {
      const ticket = ports.world.tickets.get(ticketId(at + 1));
      if (ticket !== undefined && category !== null)
        ports.world.tickets.set(ticket.id, { ...ticket, category });
    }
    expect(await run(ports)).toMatchObject({ examples: 60, activated: 1 });
  });

  it('from tickets that agents have merged what holds for the other one, as long as they are', async () => {
    const { ports, texts } = await aDeskWith(30);
    for (const [at, { category }] of texts.entries()) {
      if (at < 12) await tell(ports, at + 1, 2, changed({ category }));
      else await tell(ports, at + 1, 2, { type: 'ticket.merged', payload: { into: '', before: 'open' } });
      const ticket = ports.world.tickets.get(ticketId(at + 1));
      if (ticket !== undefined && at >= 12)
        ports.world.tickets.set(ticket.id, { ...ticket, mergedInto: ticketId((at % 12) + 1) });
    }
    expect(await run(ports)).toMatchObject({ examples: 60, activated: 1, accuracy: 1 });
    for (const [id, ticket] of ports.world.tickets)
      ports.world.tickets.set(id, { ...ticket, mergedInto: null });
    expect(await run(ports)).toEqual({ nothing: 1, activated: 0 });
  });

  it('nothing from tickets that say nothing, and tells how many they were', async () => {
    const { ports, texts } = await aDeskWith(30);
    const comments = [aComment({ id: commentId(61), ticketId: ticketId(61), text: '\n' })];
    await ports.tickets.save(opening(61, { subject: ' \u200b', category: 'other' }, { comments }));
    for (const [at, { category }] of [...texts, { category: 'bug' }].entries())
      await tell(ports, at + 1, 2, changed({ category }));
    expect(await run(ports)).toMatchObject({ examples: 60, blank: 1, activated: 1 });
  });

  it('nothing from few, from categories that are gone, and from spam', async () => {
    const { ports, texts } = await aDeskWith(30);
    for (const [at, { category }] of texts.slice(0, 49).entries())
      await tell(ports, at + 1, 2, changed({ category }));
    await tell(ports, 50, 2, changed({ category: 'forgotten' }));
    await tell(ports, 99, 2, changed({ category: 'bug' }));
    expect(await run(ports)).toEqual({ nothing: 1, activated: 0 });
  });

  it('and keeps what it knew when that was better', async () => {
    const { ports, texts } = await aDeskWith(30);
    for (const [at, { category }] of texts.entries()) await tell(ports, at + 1, 2, changed({ category }));
    await run(ports);
    const first = await ports.models.active();
    // Nobody can tell these apart by what they say.
    for (const [at] of texts.entries())
      await tell(ports, at + 1, 3, changed({ category: at % 4 < 2 ? 'payments' : 'bug' }));
    ports.clock.advance(60_000);
    const { activated = 0, worse = 0 } = await run(ports);
    expect(activated + worse).toBe(1);
    expect((await ports.models.active())?.record?.version === first?.record?.version).toBe(worse === 1);
  });
});

describe('a training', () => {
  const taught = async () => {
    const { ports, texts } = await aDeskWith(30);
    for (const [at, { category }] of texts.entries()) await tell(ports, at + 1, 2, changed({ category }));
    return { ports, trainings: fakeTrainings() };
  };

  it('says how far it is and what came of it, and whose it was', async () => {
    const { ports, trainings } = await taught();
    const phases: string[] = [];
    const watched: Trainings = {
      ...trainings,
      tell: async (training) => {
        phases.push(`${training.phase} ${training.done}/${training.total}`);
        await trainings.tell(training);
      },
    };
    const result = await run(ports, { trainings: watched, id: 'mine', by: 'erik' });
    expect(phases).toEqual(['reading 0/60', 'learning 0/0', 'comparing 0/0', 'storing 0/0', 'storing 0/0']);
    expect(await trainings.last()).toMatchObject({
      ...{ id: 'mine', by: 'erik', result, failure: null },
      measured: { category: { accuracy: 1, count: 12 }, modelBytes: expect.any(Number) },
    });
    expect((await ports.models.active())?.record?.by).toBe('erik');
  });

  it('is not begun twice for one order, nor beside another', async () => {
    const { ports, trainings } = await taught();
    let second: unknown;
    const { description } = ports.tickets;
    ports.tickets.description = async (id) => {
      second ??= await run(ports, { trainings, id: 'other', by: 'olga' });
      return description(id);
    };
    expect(await run(ports, { trainings, id: 'mine' })).toMatchObject({ activated: 1 });
    expect(second).toEqual({ busy: 1, activated: 0 });
    expect(await run(ports, { trainings, id: 'mine' })).toEqual({ busy: 1, activated: 0 });
    expect(await ports.models.kept()).toHaveLength(1);
  });

  it('that failed says so, fails, and may be tried again', async () => {
    const { ports, trainings } = await taught();
    const { description } = ports.tickets;
    ports.tickets.description = () => Promise.reject(throttled('S3'));
    await expect(run(ports, { trainings, id: 'mine' })).rejects.toMatchObject({ name: 'Throttled' });
    expect(await trainings.last()).toMatchObject({ failure: 'Throttled', result: null });
    ports.tickets.description = description;
    expect(await run(ports, { trainings, id: 'mine' })).toMatchObject({ activated: 1 });
  });

  it('whose function died keeps another waiting no longer than it could have run', async () => {
    const { ports, trainings } = await taught();
    const { tell: telling } = trainings;
    trainings.tell = () => Promise.reject(new Error('dead'));
    await expect(run(ports, { trainings, id: 'mine' })).rejects.toThrow('dead');
    trainings.tell = telling;
    ports.clock.advance(899_000);
    expect(await run(ports, { trainings })).toMatchObject({ busy: 1 });
    ports.clock.advance(1_000);
    expect(await run(ports, { trainings })).toMatchObject({ activated: 1 });
  });

  it('is not made by the clock while the text model is switched off, but for whoever asks', async () => {
    const { ports, trainings } = await taught();
    await ports.models.activate({ record: null, at: 'then', by: 'olga' }, null);
    expect(await run(ports, { trainings })).toEqual({ off: 1, activated: 0 });
    expect(await trainings.last()).toBeNull();
    expect(await run(ports, { trainings, by: 'erik' })).toMatchObject({ activated: 1 });
  });
});

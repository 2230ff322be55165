import { describe, expect, it } from 'vitest';
import { aSettings } from '../../builders.ts';
import { open, reply } from './actors.ts';
import { aLifecycle, type Lifecycle } from './harness.ts';
import { CHAPTERS, tell } from './story.ts';

/** Rebirth without its last step: the next generation is started and the original goes on. */
const startAnother = async (life: Lifecycle, ticketId: string): Promise<void> => {
  const { generation } = life.ticket(ticketId);
  const wait = { wakeAt: life.ports.clock.now(), failures: 0, failedAt: null };
  await life.ports.tickets.raiseGeneration(ticketId, generation, wait);
  await life.ports.workflows.start(ticketId, generation + 1);
};

/** Generations under which steps have written, in order of writing. */
const writers = (life: Lifecycle): readonly number[] =>
  life.ports.tickets.saved.flatMap(({ generation }) => generation ?? []);

const expectFenced = async (life: Lifecycle, id: string, generations: number): Promise<void> => {
  expect(writers(life)).toEqual(writers(life).toSorted((one, other) => one - other));
  expect(life.ticket(id).generation).toBe(generations);
  const ended = life.machine.statuses.filter(({ status }) => status !== 'RUNNING');
  expect(ended).toHaveLength(generations);
  expect(new Set(ended.map(({ name }) => name))).toEqual(
    new Set(Array.from({ length: generations }, (_, index) => `${id}-${index + 1}`)),
  );
  expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
};

describe('when an execution and its successor both run', () => {
  it('only the newest writes, wherever the older was at work, and the older ends quietly', async () => {
    const calm = await tell();
    for (const at of calm.points) {
      if (at.state === 'Close' && at.when === 'after') continue;
      const story = await tell({}, undefined, async (life, point) => {
        const isHere = point.state === at.state && point.when === at.when && point.visit === at.visit;
        if (isHere && point.generation === 1) await startAnother(life, point.ticketId);
      });
      expect(story.end).toEqual(calm.end);
      await expectFenced(story.life, story.id, 2);
      expect(story.life.machine.entered).toContain('Superseded');
    }
  });

  it.each(CHAPTERS.slice(0, -1).map(([name], index) => [name, index] as const))(
    'only the newest writes when the older slept after the ticket was %s',
    async (_name, index) => {
      const calm = await tell();
      const story = await tell({}, async (life, ticket, chapter) => {
        if (chapter !== index) return;
        await startAnother(life, ticket);
        await life.quiet();
      });
      expect(story.end).toEqual(calm.end);
      await expectFenced(story.life, story.id, 2);
    },
  );

  it('a whole crowd of successors tells nobody anything twice', async () => {
    const calm = await tell();
    const story = await tell({}, undefined, async (life, { when, ticketId, visit }) => {
      if (when === 'before' && visit === 1 && life.ticket(ticketId).status !== 'closed')
        await startAnother(life, ticketId);
    });
    expect(story.end).toEqual(calm.end);
    await expectFenced(story.life, story.id, story.life.ticket(story.id).generation);
  });
});

it('an original that is woken after its successor took over cannot arm again', async () => {
  const life = aLifecycle(aSettings());
  const ticket = await open(life);
  const token = life.ports.world.waits.get(ticket)?.token ?? '';
  await startAnother(life, ticket);
  await life.quiet();
  await life.ports.workflows.wake(token, { next: 'await', wakeAt: life.ports.clock.now() });
  await life.quiet();
  expect(life.ports.world.waits.get(ticket)?.generation).toBe(2);
  expect(await life.machine.statusOf(`${ticket}-1`)).toBe('SUCCEEDED');
  await reply(life, ticket, 'Try version 5.2.', { status: 'solved' });
  expect(life.waitsIn(ticket)).toBe('Await survey');
});

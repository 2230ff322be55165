import { describe, expect, it } from 'vitest';
import type { Disturbances, Fate, Point } from './harness.ts';
import { CHAPTERS, type Told, tell } from './story.ts';

let told: Promise<Told> | undefined;
/** The story when nothing goes wrong, told once. */
const calmly = (): Promise<Told> => {
  told ??= tell();
  return told;
};

const isAt = (point: Point, other: Point): boolean =>
  point.state === other.state && point.when === other.when && point.visit === other.visit;

const STATES = [
  'Analyse',
  'Ask for details',
  'Assign line',
  'Await moment',
  'Act on moment',
  'Await survey',
  'Offer survey',
  'Await rating',
  'Close',
] as const;

it('the story leads through every state that works or waits', async () => {
  const { end, points, life } = await calmly();
  expect(new Set(points.map(({ state }) => state))).toEqual(new Set(STATES));
  expect(life.machine.entered.at(-1)).toBe('Close');
  expect(end.ticket).toMatchObject({ status: 'closed', rating: 'good' });
});

/** Tells the story once for every point in a state, disturbed there. */
const disturbedIn = async (
  state: string,
  disturbance: (at: Point) => Disturbances,
): Promise<readonly Told[]> => {
  const stories: Told[] = [];
  for (const at of (await calmly()).points.filter((point) => point.state === state))
    stories.push(await tell(disturbance(at)));
  return stories;
};

const expectSameEnd = async (stories: readonly Told[]): Promise<void> => {
  const { end } = await calmly();
  expect(stories.length).toBeGreaterThan(0);
  for (const story of stories) expect(story.end).toEqual(end);
};

describe.each(STATES)('an execution that dies in "%s", before or after it has written,', (state) => {
  const dying = (at: Point) => (point: Point) =>
    isAt(point, at) && point.generation === 1 ? 'dies' : 'lives';

  it('is reborn at once, and the ticket comes to the same end with the same mails', async () => {
    const stories = await disturbedIn(state, (at) => ({ fate: dying(at) }));
    await expectSameEnd(stories);
    for (const { life, id } of stories) expect(life.ticket(id).generation).toBe(2);
  });

  it('is found by the sweep when nobody hears of its death', async () => {
    const stories = await disturbedIn(state, (at) => ({ fate: dying(at), isHeard: () => false }));
    await expectSameEnd(stories);
    for (const { life, id } of stories) expect(life.ticket(id).generation).toBe(2);
  });

  it('twice in a row is reborn twice', async () => {
    const stories = await disturbedIn(state, (at) => {
      let deaths = 0;
      const fate = (point: Point): Fate => {
        if (point.state !== at.state || point.when !== at.when || deaths === 2) return 'lives';
        deaths += 1;
        return 'dies';
      };
      return { fate };
    });
    await expectSameEnd(stories);
  });

  it('loses its answer only, does the step again and tells nobody twice', async () => {
    const stories = await disturbedIn(state, (at) => ({
      fate: (point) => (isAt(point, at) ? 'lost' : 'lives'),
    }));
    await expectSameEnd(stories);
    for (const { life, id } of stories) expect(life.ticket(id).generation).toBe(1);
  });
});

describe('an execution that dies while it waits', () => {
  const chapters = CHAPTERS.slice(0, -1).map(([name], index) => [name, index] as const);

  it.each(chapters)('after the ticket was %s comes to the same end', async (_name, index) => {
    const { end } = await calmly();
    for (const isHeard of [true, false]) {
      const story = await tell({ isHeard: () => isHeard }, async (life, ticket, chapter) => {
        if (chapter === index) await life.kill(ticket);
      });
      expect(story.end).toEqual(end);
      expect(story.life.ticket(story.id).generation).toBe(2);
    }
  });

  it('again and again comes to the same end, with a tag that shows it to people', async () => {
    const { end } = await calmly();
    const story = await tell({}, async (life, ticket) => {
      if (life.ticket(ticket).status !== 'closed') await life.kill(ticket);
    });
    expect(story.end.mails).toEqual(end.mails);
    expect(story.end.ticket).toMatchObject({ status: 'closed', tags: ['workflow-failed'] });
  });
});

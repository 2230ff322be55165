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

/** Tells the story once for every point in a state, disturbed there: it has to come to the same end. */
const disturbedIn = async (
  state: string,
  disturbance: (at: Point) => Disturbances,
  generationAfter: (at: Point) => number,
): Promise<void> => {
  const { points, end } = await calmly();
  const here = points.filter((point) => point.state === state);
  expect(here.length).toBeGreaterThan(0);
  for (const at of here) {
    const story = await tell(disturbance(at));
    expect(story.end).toEqual(end);
    expect(story.life.ticket(story.id).generation).toEqual(generationAfter(at));
  }
};

/** Once it has closed the ticket nothing is left to be done. */
const isOverAfter = ({ state, when }: Point): boolean => state === 'Close' && when === 'after';
const secondUnlessOver = (at: Point): number => (isOverAfter(at) ? 1 : 2);

describe.each(STATES)('an execution that dies in "%s", before or after it has written,', (state) => {
  const dying = (at: Point) => (point: Point) =>
    isAt(point, at) && point.generation === 1 ? 'dies' : 'lives';

  it('is reborn at once, and the ticket comes to the same end with the same mails', () =>
    disturbedIn(state, (at) => ({ fate: dying(at) }), secondUnlessOver));

  it('is found by the sweep when nobody hears of its death', () =>
    disturbedIn(state, (at) => ({ fate: dying(at), isHeard: () => false }), secondUnlessOver));

  it('twice is reborn twice', () =>
    disturbedIn(
      state,
      (at) => {
        let deaths = 0;
        const fate = (point: Point): Fate => {
          if (point.state !== at.state || point.when !== at.when || point.visit < at.visit || deaths === 2)
            return 'lives';
          deaths += 1;
          return 'dies';
        };
        return { fate };
      },
      // The second death needs the state to be entered again, which what is written may have made needless.
      () => expect.any(Number),
    ));

  it('loses its answer only, does the step again and tells nobody twice', () =>
    disturbedIn(
      state,
      (at) => ({ fate: (point) => (isAt(point, at) ? 'lost' : 'lives') }),
      () => 1,
    ));
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

/** One ticket's story that leads through every state in which the workflow works or waits. */
import { aSettings } from '../../builders.ts';
import { open, rate, reply, write } from './actors.ts';
import { aLifecycle, type Disturbances, type Lifecycle, type Point } from './harness.ts';

const HOUR = 60;

/** A chapter ends with the workflow asleep; the sweep comes by after each. */
export const CHAPTERS: readonly (readonly [
  name: string,
  (life: Lifecycle, ticket: string) => Promise<unknown>,
])[] = [
  ['asked for details', async () => {}],
  ['analysed again', (life, ticket) => write(life, ticket, 'Version: 5.2\n\nSteps: press export')],
  ['reminded', (life) => life.pass(5 * HOUR)],
  ['solved', (life, ticket) => reply(life, ticket, 'Try version 5.3.', { status: 'solved' })],
  ['opened again', (life, ticket) => write(life, ticket, 'It still stops.')],
  ['solved again', (life, ticket) => reply(life, ticket, 'Try version 5.4.', { status: 'solved' })],
  ['surveyed', (life) => life.pass(25 * HOUR)],
  ['rated', (life, ticket) => rate(life, ticket, 'good')],
  ['closed', (life) => life.pass(80 * HOUR)],
];

/** What must not depend on how often the workflow died. */
export interface End {
  readonly ticket: unknown;
  /** Every event, by type and what makes it that one, sorted. */
  readonly events: readonly string[];
  readonly mails: readonly string[];
}

export interface Told {
  readonly life: Lifecycle;
  readonly id: string;
  readonly points: readonly Point[];
  readonly end: End;
}

const endOf = (life: Lifecycle, id: string): End => {
  const { status, line, groupId, assigneeId, tags, missingDetails, satisfaction, progress } = life.ticket(id);
  const told = progress.told.map((key) => key.replace(/@[^:]*:\d\d:[\d.]+Z/, ''));
  const { surveyDecidedFor: _, cameFrom: __, ...rest } = { ...progress, told };
  return {
    ticket: { status, line, groupId, assigneeId, tags, missingDetails, rating: satisfaction.status, rest },
    events: life
      .history(id)
      .map(({ type, payload }) => `${type} ${'metric' in payload ? payload.metric : ''}`)
      .sort(),
    mails: life.mails().toSorted(),
  };
};

/**
 * Tells the story to the very end of every execution. `between` is called when a chapter has ended, with its number from
 * 0; `amid` at every point of every step.
 */
export const tell = async (
  disturbances: Disturbances = {},
  between: (life: Lifecycle, ticket: string, chapter: number) => Promise<void> = async () => {},
  amid: (life: Lifecycle, point: Point) => Promise<void> = async () => {},
): Promise<Told> => {
  const points: Point[] = [];
  const life: Lifecycle = aLifecycle(aSettings(), {
    ...disturbances,
    fate: async (point) => {
      points.push(point);
      await amid(life, point);
      return disturbances.fate?.(point) ?? 'lives';
    },
  });
  const id = await open(life, { category: 'bug', description: 'It is broken.' });
  for (const [index, [, chapter]] of CHAPTERS.entries()) {
    // First of all whatever the chapter before may have left dead.
    await life.sweepLater();
    await chapter(life, id);
    await between(life, id, index);
  }
  await life.sweepLater();
  // Nothing of the desk waits so long; what still runs then are executions that nobody wakes any more.
  await life.pass(60 * 24 * HOUR);
  const end = endOf(life, id);
  await life.machine.close();
  return { life, id, points, end };
};

/**
 * The desk learns from its own tickets, in its own function, which may take a quarter of an hour: it is started, and
 * followed by what it says of itself. A connection that breaks breaks nothing, and whoever asks again follows it again.
 */
import { randomUUID } from 'node:crypto';
import type { Trained, Training, Trainings } from '../../../lambdas/core/application/model-ports.ts';
import type { AskedTraining } from '../../../lambdas/core/contracts/training.ts';
import type { Voice } from '../apply.ts';
import { type Start, starter } from '../aws/invoke.ts';
import { modelsOf, operator } from '../aws/models.ts';
import type { Whereabouts } from '../aws/place.ts';
import { Refused } from '../http.ts';
import type { Progress } from '../progress.ts';
import { trainedText } from './store.ts';
import { measuredLines } from './text.ts';

const POLL_MILLIS = 1_000;
/** Lambda begins within seconds what it has accepted, unless everything is taken. */
const MOST_POLLS_BEFORE_BEGIN = 120;
const MOST_SENDS = 3;

const PHASES: Readonly<Record<Training['phase'], string>> = {
  reading: 'reading tickets',
  learning: 'learning from most',
  comparing: 'comparing with the present model',
  storing: 'learning from all',
};

export interface Following {
  readonly trainings: Pick<Trainings, 'last'>;
  readonly now: () => Promise<Date>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const isUnderWay = ({ finishedAt, until }: Training, now: Date): boolean =>
  finishedAt === null && until > now.toISOString();

/** Shows how far the training is, as far as it says: a phase that cannot be counted is one step. */
const shown = (progress: Progress) => {
  let phase: Training['phase'] | null = null;
  let told = 0;
  return (training: Training): void => {
    if (training.phase !== phase) {
      if (phase !== null) progress.end();
      phase = training.phase;
      told = 0;
      progress.begin(PHASES[phase], Math.max(1, training.total));
    }
    for (; told < training.done; told += 1) progress.step();
  };
};

/** What came of it, and how good what was learnt is. */
export interface Learnt extends Pick<Training, 'measured'> {
  readonly result: Trained;
}

/** Until the training of this order is over, or the one that kept it from beginning. Throws Refused when it failed, died, or never began. */
export const follow = async (
  { trainings, now, pause }: Following,
  order: string,
  progress: Progress,
): Promise<Learnt> => {
  const show = shown(progress);
  let awaited = order;
  for (let polls = 0; ; polls += 1) {
    const training = await trainings.last();
    // Another was quicker: the desk does not begin a second one, and that one learns from the same tickets.
    if (training !== null && training.id !== awaited && isUnderWay(training, await now()))
      awaited = training.id;
    if (training?.id === awaited) {
      show(training);
      if (training.failure !== null)
        throw new Refused(`the desk could not learn: ${training.failure}; its log (trainModel) says more`);
      if (training.result !== null) return { result: training.result, measured: training.measured };
      if (!isUnderWay(training, await now()))
        throw new Refused('the training ended without a word; its log (trainModel) says more');
    } else if (polls > MOST_POLLS_BEFORE_BEGIN)
      throw new Refused('the training has not begun yet; `desk models` shows what becomes of it');
    await pause(POLL_MILLIS);
  }
};

/** The same order again when nobody knows whether it arrived: the desk carries it out once. */
const send = async (start: Start, functionArn: string, asked: AskedTraining): Promise<void> => {
  for (let sends = 1; ; sends += 1) {
    try {
      const started = await start(functionArn, asked);
      if (started.ok) return;
      throw new Refused(`the desk could not learn: ${started.why}`);
    } catch (error) {
      if (error instanceof Refused || sends === MOST_SENDS) throw error;
    }
  }
};

/** Says how good it is, for people or for programs, and what became of it. Throws Refused when the present model stays. */
export const trainAtDesk = async (
  { where, json }: { readonly where: Whereabouts; readonly json: boolean },
  voice: Voice,
  progress: Progress,
): Promise<void> => {
  const { place, trainings } = await modelsOf(where);
  const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
  const following = { trainings, now: place.now, pause };
  const last = await trainings.last();
  const others = last !== null && isUnderWay(last, await place.now()) ? last : null;
  const order = others?.id ?? randomUUID();
  if (others === null)
    await send(starter(place.access), place.outputs.TrainModelFunctionArn, { order, by: operator() });
  else
    voice.complain(
      `a training by ${others.by ?? 'the desk itself'} is under way since ${others.startedAt}; this is how far it is`,
    );
  const { result, measured } = await follow(following, order, progress);
  progress.end();
  for (const line of measured === null ? [] : measuredLines(measured, json)) voice.say(line);
  // Programs read the object alone.
  (json ? voice.complain : voice.say)(trainedText(result));
};

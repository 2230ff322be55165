/** `desk train`: learns from judged tickets, says how good it is on others, and hands the model to the desk. */
import { measure } from '../../../lambdas/core/application/desk/measure.ts';
import { DomainError } from '../../../lambdas/core/domain/errors.ts';
import { isBlank } from '../../../lambdas/core/domain/triage/model/blank.ts';
import { type Example, TARGETS, type TextModel } from '../../../lambdas/core/domain/triage/model/model.ts';
import { setApart } from '../../../lambdas/core/domain/triage/model/set-apart.ts';
import { train } from '../../../lambdas/core/domain/triage/model/train.ts';
import type { ExitCode, Voice } from '../apply.ts';
import type { Asked } from '../ask.ts';
import { Refused } from '../http.ts';
import type { Progress } from '../progress.ts';
import { trainAtDesk } from './at-desk.ts';
import { storeModel } from './store.ts';
import { measuredLines } from './text.ts';
import { readTickets } from './tickets-file.ts';

export interface TrainOrder extends Asked {
  /** A file of tickets; null: the desk's own. */
  readonly from: string | null;
  /** A file of other tickets to measure with; nothing is stored then. Null: a part is kept apart. */
  readonly test: string | null;
  readonly json: boolean;
}

/** Those that have a text and a label; `warn` hears how many have no text. Throws Refused when none is left. */
const learnable = (
  from: string,
  examples: readonly Example[],
  warn: (sentence: string) => void,
): readonly Example[] => {
  const written = examples.filter((example) => !isBlank(example));
  if (written.length === 0) throw new Refused(`${from}: none of its tickets has a subject or a body`);
  const blank = examples.length - written.length;
  if (blank > 0)
    warn(`${from}: ${blank} of ${examples.length} tickets have neither subject nor body and are left out`);
  const judged = written.filter((example) => TARGETS.some((target) => example[target] !== null));
  if (judged.length === 0)
    throw new Refused(`${from}: nobody judged any of its tickets, all labels are empty`);
  return judged;
};

/** The model, and how many seconds it took. */
const learn = (
  from: string,
  examples: readonly Example[],
  progress: Progress,
): { readonly model: TextModel; readonly seconds: number } => {
  const startedAt = performance.now();
  let told = 0;
  progress.begin('learning', 100);
  const model = train(examples, (share) => {
    for (; told < Math.floor(share * 100); told += 1) progress.step();
  });
  progress.end();
  if (Object.keys(model.classifiers).length === 0) {
    const counts = TARGETS.map((target) => {
      const labels = new Set(examples.map((example) => example[target]).filter((label) => label !== null));
      return `${target} ${labels.size}`;
    });
    throw new Refused(
      `${from}: there is nothing to tell apart; classes: ${counts.join(', ')}. Two, with a few tickets each, are the least`,
    );
  }
  return { model, seconds: (performance.now() - startedAt) / 1000 };
};

const run = async (order: TrainOrder, voice: Voice, progress: Progress): Promise<void> => {
  const name = order.from;
  if (name === null) {
    if (order.test !== null) throw new Refused('--test measures what a file teaches: give --from too');
    await trainAtDesk(order, voice, progress);
    return;
  }
  const warn = (sentence: string): void => voice.complain(sentence);
  const all = learnable(name, await readTickets(name, warn), warn);
  const { seen, unseen } =
    order.test === null
      ? setApart(all)
      : { seen: all, unseen: learnable(order.test, await readTickets(order.test, warn), warn) };
  const { model, seconds } = learn(name, seen, progress);
  const { measured, tried } = measure(model, seconds, unseen);
  for (const line of measuredLines(measured, order.json)) voice.say(line);
  if (order.test !== null) return;
  const whole = () => learn(name, all, progress).model;
  const lesson = { examples: all.length, candidate: model, tried, whole };
  for (const line of await storeModel(order.where, lesson)) voice.complain(line);
};

/** 0, or 1 with a sentence that says what is wrong with the tickets or why the model was not stored. */
export const trainModel = async (order: TrainOrder, voice: Voice, progress: Progress): Promise<ExitCode> => {
  try {
    await run(order, voice, progress);
    return 0;
  } catch (error) {
    progress.end();
    if (!(error instanceof Refused || error instanceof DomainError)) throw error;
    voice.complain(error.message);
    return 1;
  }
};

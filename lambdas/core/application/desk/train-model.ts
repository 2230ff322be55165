/** The desk learns from its own tickets, as its agents left them. */
import { DomainError } from '../../domain/errors.ts';
import { isBlank } from '../../domain/triage/model/blank.ts';
import { setApart } from '../../domain/triage/model/set-apart.ts';
import { train } from '../../domain/triage/model/train.ts';
import type { Trained, Training, Trainings } from '../model-ports.ts';
import type { Ports } from '../ports.ts';
import { activateModel, EXAMPLES_NEEDED, nothingToLearnFrom } from './activate-model.ts';
import { judgedTickets } from './judged-tickets.ts';
import { measure } from './measure.ts';

type TrainPorts = Pick<Ports, 'models' | 'examples' | 'tickets' | 'settings' | 'clock'> & {
  readonly trainings: Trainings;
};

/** Who wants it. */
export interface TrainingOrder {
  /** The same however often the order is delivered. */
  readonly id: string;
  /** Null: the desk by itself, every week. */
  readonly by: string | null;
}

/** How far it is, for whoever waits for it. */
type Tell = (phase: Training['phase'], done?: number, total?: number) => Promise<void>;

/** What came of it, and how good what was learnt is. */
type Outcome = Pick<Training, 'result' | 'measured'> & { readonly result: Trained };

const learn = async (ports: TrainPorts, { by }: TrainingOrder, tell: Tell): Promise<Outcome> => {
  const judged = await judgedTickets(ports, (done, total) => tell('reading', done, total));
  const all = judged.filter((example) => !isBlank(example));
  if (all.length < EXAMPLES_NEEDED)
    throw nothingToLearnFrom(`There are ${all.length} judged tickets, ${EXAMPLES_NEEDED} are the least.`);
  await tell('learning');
  const { seen, unseen } = setApart(all);
  const startedAt = performance.now();
  const candidate = train(seen);
  const seconds = (performance.now() - startedAt) / 1000;
  await tell('comparing');
  const { measured, tried } = measure(candidate, seconds, unseen);
  const whole = async () => {
    await tell('storing');
    return train(all);
  };
  const decision = await activateModel(ports)({ examples: all.length, candidate, tried, whole, by });
  const result = {
    examples: all.length,
    ...(all.length === judged.length ? {} : { blank: judged.length - all.length }),
    activated: decision.result === 'activated' ? 1 : 0,
    worse: decision.result === 'worse' ? 1 : 0,
    accuracy: decision.candidate.accuracy,
    macroF1: decision.candidate.macroF1,
    ...(decision.present === null
      ? {}
      : { presentAccuracy: decision.present.accuracy, presentMacroF1: decision.present.macroF1 }),
  };
  return { result, measured };
};

/** Too few tickets are no failure: next week there are more; then `nothing` is 1. */
const learnt = async (...of: Parameters<typeof learn>): Promise<Outcome> => {
  try {
    return await learn(...of);
  } catch (error) {
    if (!(error instanceof DomainError) || error.name !== 'NothingToLearnFrom') throw error;
    return { result: { nothing: 1, activated: 0 }, measured: null };
  }
};

/**
 * Figures for the log and for whoever asked; shares of categories, 0 to 1. One training at a time (`busy`: another is
 * under way, or this order is done), and none by itself while people have switched the text model off (`off`).
 * `maySeconds`: how long the function may run; after that another may begin.
 */
export const trainModel =
  (ports: TrainPorts, maySeconds: number) =>
  async (order: TrainingOrder): Promise<Trained> => {
    const { trainings, models, clock } = ports;
    const active = await models.active();
    if (order.by === null && active !== null && active.record === null) return { off: 1, activated: 0 };
    const startedAt = clock.now();
    let training: Training = {
      ...order,
      startedAt,
      until: new Date(Date.parse(startedAt) + maySeconds * 1000).toISOString(),
      ...{
        phase: 'reading',
        done: 0,
        total: 0,
        finishedAt: null,
        result: null,
        measured: null,
        failure: null,
      },
    };
    if (!(await trainings.begin(training))) return { busy: 1, activated: 0 };
    const told = async (news: Partial<Training>): Promise<void> => {
      training = { ...training, ...news };
      await trainings.tell(training);
    };
    try {
      const outcome = await learnt(ports, order, (phase, done = 0, total = 0) =>
        told({ phase, done, total }),
      );
      await told({ finishedAt: clock.now(), ...outcome });
      return outcome.result;
    } catch (error) {
      await told({ finishedAt: clock.now(), failure: error instanceof Error ? error.name : 'Error' });
      throw error;
    }
  };

/** The desk learns from its own tickets, as its agents left them. */
import { DomainError } from '../../domain/errors.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import { categoryOf, defaultCategory } from '../../domain/ticket/where.ts';
import type { Example } from '../../domain/triage/model/model.ts';
import { setApart } from '../../domain/triage/model/set-apart.ts';
import { train } from '../../domain/triage/model/train.ts';
import type { Taught, Trained, Training, Trainings } from '../model-ports.ts';
import type { Ports } from '../ports.ts';
import type { ListedTicket } from '../records.ts';
import { activateModel, EXAMPLES_NEEDED, nothingToLearnFrom } from './activate-model.ts';

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

/** So many are read and learnt in some minutes; older ones tell less of what the desk does today. */
const NEWEST = 10_000;
const AT_ONCE = 50;
const TOLD_EVERY = 1_000;

/**
 * What a person said counts; of a ticket that one solved, the rest is taken as it ended. Nobody says of a ticket that
 * it is of the default category by leaving it there.
 */
const exampleOf = (settings: Settings, ticket: ListedTicket, said: Taught, body: string): Example => {
  const ended = said.solved && ticket.category !== defaultCategory(settings)?.id ? ticket.category : null;
  const category = said.category ?? ended;
  const line = said.line ?? (said.solved ? ticket.line : null);
  return {
    subject: ticket.subject,
    body,
    language: ticket.language,
    category: category !== null && categoryOf(settings, category) !== undefined ? category : null,
    priority: said.priority ?? (said.solved ? ticket.priority : null),
    line: line === null ? null : String(line),
  };
};

const examplesOf = async (ports: TrainPorts, tell: Tell): Promise<readonly Example[]> => {
  const settings = await ports.settings.current();
  const taught = await ports.examples.newest(NEWEST);
  const examples: Example[] = [];
  for (let at = 0; at < taught.length; at += AT_ONCE) {
    if (at % TOLD_EVERY === 0) await tell('reading', at, taught.length);
    const some = new Map(taught.slice(at, at + AT_ONCE).map((one) => [one.ticketId, one]));
    const tickets = await ports.tickets.listed([...some.keys()]);
    examples.push(
      ...(await Promise.all(
        tickets.flatMap((ticket) => {
          const said = some.get(ticket.id);
          if (said === undefined || ticket.spam) return [];
          return [
            ports.tickets.description(ticket.id).then((body) => exampleOf(settings, ticket, said, body)),
          ];
        }),
      )),
    );
  }
  return examples.filter(({ category }) => category !== null);
};

const learn = async (ports: TrainPorts, { by }: TrainingOrder, tell: Tell): Promise<Trained> => {
  const all = await examplesOf(ports, tell);
  if (all.length < EXAMPLES_NEEDED)
    throw nothingToLearnFrom(`There are ${all.length} judged tickets, ${EXAMPLES_NEEDED} are the least.`);
  await tell('learning');
  const { seen, unseen } = setApart(all);
  const candidate = train(seen);
  await tell('comparing');
  const whole = async () => {
    await tell('storing');
    return train(all);
  };
  const decision = await activateModel(ports)({ examples: all.length, candidate, unseen, whole, by });
  return {
    examples: all.length,
    activated: decision.result === 'activated' ? 1 : 0,
    worse: decision.result === 'worse' ? 1 : 0,
    accuracy: decision.candidate.accuracy,
    macroF1: decision.candidate.macroF1,
    ...(decision.present === null
      ? {}
      : { presentAccuracy: decision.present.accuracy, presentMacroF1: decision.present.macroF1 }),
  };
};

/** Too few tickets are no failure: next week there are more; then `nothing` is 1. */
const learnt = async (...of: Parameters<typeof learn>): Promise<Trained> => {
  try {
    return await learn(...of);
  } catch (error) {
    if (!(error instanceof DomainError) || error.name !== 'NothingToLearnFrom') throw error;
    return { nothing: 1, activated: 0 };
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
      ...{ phase: 'reading', done: 0, total: 0, finishedAt: null, result: null, failure: null },
    };
    if (!(await trainings.begin(training))) return { busy: 1, activated: 0 };
    const told = async (news: Partial<Training>): Promise<void> => {
      training = { ...training, ...news };
      await trainings.tell(training);
    };
    try {
      const result = await learnt(ports, order, (phase, done = 0, total = 0) => told({ phase, done, total }));
      await told({ finishedAt: clock.now(), result });
      return result;
    } catch (error) {
      await told({ finishedAt: clock.now(), failure: error instanceof Error ? error.name : 'Error' });
      throw error;
    }
  };

/** The desk learns from its own tickets, as its agents left them. */
import { DomainError } from '../../domain/errors.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import { categoryOf, defaultCategory } from '../../domain/ticket/where.ts';
import type { Example } from '../../domain/triage/model/model.ts';
import { setApart } from '../../domain/triage/model/set-apart.ts';
import { train } from '../../domain/triage/model/train.ts';
import type { Taught } from '../model-ports.ts';
import type { Ports } from '../ports.ts';
import type { ListedTicket } from '../records.ts';
import { activateModel, EXAMPLES_NEEDED, nothingToLearnFrom } from './activate-model.ts';

type TrainPorts = Pick<Ports, 'models' | 'examples' | 'tickets' | 'settings' | 'clock'>;

/** So many are read and learnt in some minutes; older ones tell less of what the desk does today. */
const NEWEST = 10_000;
const AT_ONCE = 50;

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

const examplesOf = async (ports: TrainPorts): Promise<readonly Example[]> => {
  const settings = await ports.settings.current();
  const taught = await ports.examples.newest(NEWEST);
  const examples: Example[] = [];
  for (let at = 0; at < taught.length; at += AT_ONCE) {
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

/** Figures for the log and for whoever asked for the training; shares of categories, 0 to 1. */
export type Trained = Readonly<Record<string, number>>;

const learn = async (ports: TrainPorts): Promise<Trained> => {
  const all = await examplesOf(ports);
  if (all.length < EXAMPLES_NEEDED)
    throw nothingToLearnFrom(`There are ${all.length} judged tickets, ${EXAMPLES_NEEDED} are the least.`);
  const { seen, unseen } = setApart(all);
  const decision = await activateModel(ports)({
    examples: all.length,
    candidate: train(seen),
    unseen,
    whole: () => train(all),
  });
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
export const trainModel = (ports: TrainPorts) => async (): Promise<Trained> => {
  try {
    return await learn(ports);
  } catch (error) {
    if (!(error instanceof DomainError) || error.name !== 'NothingToLearnFrom') throw error;
    return { nothing: 1, activated: 0 };
  }
};

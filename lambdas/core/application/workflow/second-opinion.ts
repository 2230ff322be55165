/** Asks a language model about a ticket that nothing else could place: each question once, within the day's budget. */
import type { Settings } from '../../domain/settings/schemas.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Guess } from '../../domain/triage/model/model.ts';
import { heardIn } from '../../domain/triage/opinion/answer.ts';
import { type Asking, askingOf } from '../../domain/triage/opinion/asking.ts';
import type { Heard, LanguageModelSettings, Unheard } from '../../domain/triage/opinion/opinion.ts';
import type { Source } from '../../domain/triage/text.ts';
import type { LanguageModel, OpinionStore } from '../opinion-ports.ts';

export interface OpinionPorts {
  readonly languageModel: LanguageModel;
  readonly opinions: OpinionStore;
  /** Told of every question that was left without an answer that counts. */
  readonly unheard: (of: {
    readonly ticketId: string;
    readonly model: string;
    readonly why: Unheard;
  }) => void | Promise<void>;
}

/** What a question is asked about. */
export interface Doubted {
  readonly ticket: Ticket;
  /** What the requester wrote, oldest first. */
  readonly texts: readonly Source[];
  /** Of the text model, best first. */
  readonly guesses: readonly Guess[];
  /** ISO 8601 UTC. */
  readonly now: string;
}

export type SecondOpinion = (
  doubted: Doubted,
  by: LanguageModelSettings,
  settings: Pick<Settings, 'categories'>,
) => Promise<Heard>;

/**
 * Counted before it is made, so that the budget holds whatever happens; kept before the ticket is saved, so that neither
 * a repetition of the step nor another look at the same words asks again.
 */
export const secondOpinion = ({ languageModel, opinions, unheard }: OpinionPorts): SecondOpinion => {
  const ask = async (asking: Asking, by: LanguageModelSettings, now: string): Promise<Heard> => {
    const { model } = by;
    if (!(await opinions.spend(now.slice(0, 10), by.callsPerDay)))
      return { kind: 'unheard', model, why: 'budget' };
    const said = await languageModel.ask(asking, by);
    return said.kind === 'said'
      ? heardIn(said.answer, asking, model)
      : { kind: 'unheard', model, why: said.why };
  };
  return async ({ ticket, texts, guesses, now }, by, settings) => {
    const asking = askingOf(ticket, texts, settings, guesses);
    // The guesses are no part of it: they change with every model that is learnt, the words of the ticket do not.
    const question = `${by.model}\n${asking.data}`;
    const begun = await opinions.begin(ticket.id, question, now);
    if (begun.kind === 'asked' && begun.heard !== null) return begun.heard;
    const heard: Heard =
      begun.kind === 'new' ? await ask(asking, by, now) : { kind: 'unheard', model: by.model, why: 'lost' };
    if (heard.kind === 'unheard') await unheard({ ticketId: ticket.id, model: heard.model, why: heard.why });
    if (begun.kind === 'new') await opinions.keep(ticket.id, question, heard);
    return heard;
  };
};

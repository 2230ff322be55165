/** Step "Analyse": what the ticket is about, what is there, and what is missing. */
import { recordAnalysis } from '../../domain/ticket/analysis.ts';
import { analysisOf, wouldChange } from '../../domain/triage/analyse.ts';
import { doubtOn } from '../../domain/triage/category.ts';
import type { Given } from '../../domain/triage/givable.ts';
import type { Detect } from '../../domain/triage/language.ts';
import type { Heard } from '../../domain/triage/opinion/opinion.ts';
import { withinReach } from '../../domain/triage/reach.ts';
import type { Triage } from '../../domain/triage/triage.ts';
import type { TextModels } from '../model-ports.ts';
import { isRequesters, textsOn } from '../tickets/texts-on.ts';
import { givenTo } from './given-to.ts';
import type { SecondOpinion } from './second-opinion.ts';
import { type StepPorts, step } from './step.ts';
import type { StepInput } from './step-input.ts';

/** What analysis reads texts with: the detector is loaded when it is first needed, the model may be none. */
export interface Reading {
  readonly detector: () => Promise<Detect>;
  readonly models: TextModels;
  /** Asked only where the settings name a language model, and nothing else could place the ticket. */
  readonly secondOpinion: SecondOpinion;
}

const NOTHING_GIVEN: ReadonlySet<Given> = new Set();

export const analyse = (ports: StepPorts, { detector, models, secondOpinion }: Reading) => {
  return (input: StepInput) =>
    step(ports, input, async (ticket, c) => {
      if (!ticket.progress.needsAnalysis) return null;
      const earlier = await ports.tickets.triage(ticket.id);
      const texts = withinReach(await textsOn(ports, ticket, isRequesters));
      const by = { detect: await detector(), model: await models.current(), earlier };
      const analysis = analysisOf(ticket, texts, c.settings, c.now, ticket.progress.detailsRounds, by);
      const sort = (given: ReadonlySet<Given>, opinion: Heard | null) => analysis({ given, opinion });
      const { languageModel } = c.settings.desk;
      const guesses =
        languageModel === null
          ? null
          : doubtOn(ticket, c.settings, { ...by, texts, given: NOTHING_GIVEN, opinion: null });
      const known = async (): Promise<Triage> => {
        const supposed = sort(NOTHING_GIVEN, null);
        if (guesses === null && !wouldChange(ticket, supposed)) return supposed;
        const given = await givenTo(ports, ticket);
        if (languageModel === null || guesses === null || given.has('category'))
          return given.size === 0 ? supposed : sort(given, null);
        const doubted = { ticket, texts, guesses, now: c.now };
        return sort(given, await secondOpinion(doubted, languageModel, c.settings));
      };
      const found = await known();
      const triage = {
        ...found,
        ranking: earlier?.ranking ?? [],
        assignment: earlier?.assignment ?? null,
      };
      return { ...recordAnalysis(ticket, triage, c), triage };
    });
};

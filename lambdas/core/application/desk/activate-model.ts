/** A new text model takes the place of the present one, if it is not worse. */
import { DomainError } from '../../domain/errors.ts';
import { encodeModel } from '../../domain/triage/model/codec.ts';
import { evaluate } from '../../domain/triage/model/evaluate.ts';
import type { Measures } from '../../domain/triage/model/measures.ts';
import type { Example, TextModel } from '../../domain/triage/model/model.ts';
import type { ModelRecord } from '../model-ports.ts';
import type { Ports } from '../ports.ts';
import { forgetOldModels } from './forget-models.ts';

type ModelPorts = Pick<Ports, 'models' | 'clock'>;

/** Fewer tell apart nothing that would hold for the next ticket. */
export const EXAMPLES_NEEDED = 50;

export const nothingToLearnFrom = (why: string): DomainError =>
  new DomainError('NothingToLearnFrom', 'conflict', why);

/** What was learnt, and what to measure it by. */
export interface Lesson {
  /** How many tickets the whole model learns from. */
  readonly examples: number;
  /** Has not seen `unseen`. */
  readonly candidate: TextModel;
  readonly unseen: readonly Example[];
  /** Learns from everything; asked for only when it will be stored. */
  readonly whole: () => TextModel | Promise<TextModel>;
  /** Who has it trained; null: the desk by itself. */
  readonly by: string | null;
}

/** `worse`: the present one stays; `overtaken`: another was chosen meanwhile, this one is kept. Figures are of categories. */
export interface Decision {
  readonly result: 'activated' | 'worse' | 'overtaken';
  readonly version: string;
  readonly candidate: Measures;
  /** Null: there was none, or it is damaged. */
  readonly present: Measures | null;
}

/**
 * How good the present model is on the same texts. It may have learnt from some of them, so it is never taken for
 * better than it was on texts that it had not seen.
 */
const presentMeasures = async (
  { models }: ModelPorts,
  record: ModelRecord | null,
  unseen: readonly Example[],
): Promise<Measures | null> => {
  const model = record === null ? null : await models.load(record);
  if (record === null || model === null) return null;
  const now = evaluate(model, unseen).category;
  return {
    accuracy: Math.min(now?.accuracy ?? 0, record.accuracy),
    macroF1: Math.min(now?.macroF1 ?? 0, record.macroF1),
  };
};

/** Macro-F1 first: a model that has learnt to name the largest category alone is accurate and of no use. */
const isWorse = (candidate: Measures, present: Measures): boolean => candidate.macroF1 < present.macroF1;

/** Also where the text model is off: who has one trained wants it. Throws NothingToLearnFrom when there are too few tickets, or all are of one category. */
export const activateModel =
  (ports: ModelPorts) =>
  async ({ examples, candidate, unseen, whole, by }: Lesson): Promise<Decision> => {
    if (examples < EXAMPLES_NEEDED)
      throw nothingToLearnFrom(
        `There are ${examples} judged tickets; ${EXAMPLES_NEEDED} are the least to learn from.`,
      );
    const own = evaluate(candidate, unseen).category;
    if (own === undefined)
      throw nothingToLearnFrom(
        'The tickets tell no categories apart: there must be two, with a few tickets each.',
      );
    const measures: Measures = { accuracy: own.accuracy, macroF1: own.macroF1 };
    const active = await ports.models.active();
    const record = active?.record ?? null;
    const present = await presentMeasures(ports, record, unseen);
    const trainedAt = ports.clock.now();
    const version = trainedAt.replaceAll(/[-:.]/g, '');
    const decided = (result: Decision['result']): Decision => ({
      result,
      version: result === 'activated' ? version : (record?.version ?? ''),
      candidate: measures,
      present,
    });
    if (present !== null && isWorse(measures, present)) return decided('worse');
    const kept = await ports.models.keep(
      { version, trainedAt, examples, ...measures, by },
      encodeModel(await whole()),
    );
    const isActive = await ports.models.activate({ record: kept, at: trainedAt, by }, active);
    await forgetOldModels(ports);
    return decided(isActive ? 'activated' : 'overtaken');
  };

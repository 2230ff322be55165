/** A new text model takes the place of the present one, if it is not worse. */
import { DomainError } from '../../domain/errors.ts';
import { encodeModel } from '../../domain/triage/model/codec.ts';
import { evaluate, type Tried, tryOn } from '../../domain/triage/model/evaluate.ts';
import { notLearnt } from '../../domain/triage/model/learnt.ts';
import type { Measures } from '../../domain/triage/model/measures.ts';
import type { TextModel } from '../../domain/triage/model/model.ts';
import type { ModelRecord } from '../model-ports.ts';
import type { Ports } from '../ports.ts';
import { forgetOldModels } from './forget-models.ts';

interface ModelPorts extends Pick<Ports, 'models' | 'clock'> {
  readonly settings: Pick<Ports['settings'], 'current'>;
}

/** Fewer tell apart nothing that would hold for the next ticket. */
export const EXAMPLES_NEEDED = 50;

export const nothingToLearnFrom = (why: string): DomainError =>
  new DomainError('NothingToLearnFrom', 'conflict', why);

/** What was learnt, and what to measure it by. */
export interface Lesson {
  /** How many tickets the whole model learns from. */
  readonly examples: number;
  readonly candidate: TextModel;
  /** What the candidate says of tickets that it has not seen. */
  readonly tried: readonly Tried[];
  /** Learns from everything; asked for only when it will be stored. */
  readonly whole: () => TextModel | Promise<TextModel>;
  /** Who has it trained; null: the desk by itself. */
  readonly by: string | null;
}

/** `worse`: the present one stays; `overtaken`: another was chosen meanwhile, this one is kept. Figures are of the desk's categories. */
export interface Decision {
  readonly result: 'activated' | 'worse' | 'overtaken';
  readonly version: string;
  readonly candidate: Measures;
  /** Null: there was none, or it is damaged. */
  readonly present: Measures | null;
  /** Labels that were learnt and that the desk has no category for: such guesses never count. */
  readonly foreign: readonly string[];
}

/** So many texts that both have not seen tell them apart; of a small part, half of it. */
const FRESH_LEAST = 50;

const NONE: Measures = { accuracy: 0, macroF1: 0 };

/**
 * On tickets of the categories that the desk has: others it cannot have, and a guess of one is no answer. Also what is
 * recorded of a model is this, so that it is like with like when it is compared later.
 */
const categoryOn = (tried: readonly Tried[], ids: ReadonlySet<string>): Measures => {
  const has = (category: string | undefined | null): boolean => category != null && ids.has(category);
  const counting = tried
    .filter(({ category }) => has(category))
    .map(({ guesses, ...text }) => ({
      ...text,
      guesses: { ...guesses, category: has(guesses.category?.label) ? guesses.category : null },
    }));
  const { accuracy, macroF1 } = evaluate(counting).category ?? NONE;
  return { accuracy, macroF1 };
};

interface Comparison {
  readonly candidate: Measures;
  readonly present: Measures;
}

/**
 * Both on the same texts, those of the held-out part that the present one has not learnt. Where too few are left, it is
 * never taken for better than it was on texts that it had not seen, nor than it is on these, which it may know by heart.
 */
const compared = (
  tried: readonly Tried[],
  present: TextModel,
  record: ModelRecord,
  ids: ReadonlySet<string>,
): Comparison => {
  const fresh = present.learnt === null ? [] : notLearnt(present.learnt, tried);
  if (fresh.length > 0 && fresh.length >= Math.min(FRESH_LEAST, tried.length / 2))
    return { candidate: categoryOn(fresh, ids), present: categoryOn(tryOn(present, fresh), ids) };
  const now = categoryOn(tryOn(present, tried), ids);
  return {
    candidate: categoryOn(tried, ids),
    present: {
      accuracy: Math.min(now.accuracy, record.accuracy),
      macroF1: Math.min(now.macroF1, record.macroF1),
    },
  };
};

const NAMED_MOST = 10;

const named = (labels: readonly string[]): string =>
  `${labels
    .slice(0, NAMED_MOST)
    .map((label) => `"${label}"`)
    .join(', ')}${labels.length > NAMED_MOST ? ` and ${labels.length - NAMED_MOST} more` : ''}`;

/** Throws ForeignCategories when no guess of the model could ever count. */
const foreignIn = (classes: readonly string[], own: ReadonlySet<string>): readonly string[] => {
  const foreign = classes.filter((label) => !own.has(label));
  if (foreign.length === classes.length)
    throw new DomainError(
      'ForeignCategories',
      'conflict',
      `The desk has none of the categories that the tickets are of: ${named(foreign)}. It has ${named([...own])}, and no guess of such a model could count.`,
    );
  return foreign;
};

/** Macro-F1 first: a model that has learnt to name the largest category alone is accurate and of no use. */
const isWorse = (candidate: Measures, present: Measures): boolean => candidate.macroF1 < present.macroF1;

/** Also where the text model is off: who has one trained wants it. Throws NothingToLearnFrom when there are too few tickets, or all are of one category, and ForeignCategories. */
export const activateModel =
  (ports: ModelPorts) =>
  async ({ examples, candidate, tried, whole, by }: Lesson): Promise<Decision> => {
    if (examples < EXAMPLES_NEEDED)
      throw nothingToLearnFrom(
        `There are ${examples} judged tickets; ${EXAMPLES_NEEDED} are the least to learn from.`,
      );
    if (tried.length === 0)
      throw nothingToLearnFrom('The tickets are copies of so few texts that none can be held back.');
    if (evaluate(tried).category === undefined)
      throw nothingToLearnFrom(
        'The tickets tell no categories apart: there must be two, with a few tickets each.',
      );
    const { categories } = await ports.settings.current();
    const ids = new Set(categories.map(({ id }) => id));
    const foreign = foreignIn(candidate.classifiers.category?.classes ?? [], ids);
    const counting = tried.filter(({ category }) => category !== null && ids.has(category));
    const measures = categoryOn(tried, ids);
    const active = await ports.models.active();
    const record = active?.record ?? null;
    const model = record === null ? null : await ports.models.load(record);
    const both = record === null || model === null ? null : compared(counting, model, record, ids);
    const trainedAt = ports.clock.now();
    const version = trainedAt.replaceAll(/[-:.]/g, '');
    const decided = (result: Decision['result']): Decision => ({
      result,
      version: result === 'activated' ? version : (record?.version ?? ''),
      candidate: both?.candidate ?? measures,
      present: both?.present ?? null,
      foreign,
    });
    if (both !== null && isWorse(both.candidate, both.present)) return decided('worse');
    const kept = await ports.models.keep(
      { version, trainedAt, examples, ...measures, by },
      encodeModel(await whole()),
    );
    const isActive = await ports.models.activate({ record: kept, at: trainedAt, by }, active);
    await forgetOldModels(ports);
    return decided(isActive ? 'activated' : 'overtaken');
  };

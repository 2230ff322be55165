/** Hands a trained model to the desk, and says in a line what became of it or of a training at the desk. */
import * as z from 'zod';
import {
  activateModel,
  type Decision,
  type Lesson,
} from '../../../lambdas/core/application/desk/activate-model.ts';
import type { Measures } from '../../../lambdas/core/domain/triage/model/measures.ts';
import { modelsOf, operator } from '../aws/models.ts';
import type { Whereabouts } from '../aws/place.ts';
import { Refused } from '../http.ts';

const figures = ({ accuracy, macroF1 }: Measures): string =>
  `accuracy ${accuracy.toFixed(3)}, macro-F1 ${macroF1.toFixed(3)}`;

const worse = (candidate: Measures, present: Measures): Refused =>
  new Refused(
    `the present model stays, it is better: ${figures(present)}, the new one: ${figures(candidate)}`,
  );

const OVERTAKEN = 'another model was chosen meanwhile; this one is kept, `desk models` lists it';

const foreignText = (foreign: readonly string[]): string =>
  `the desk has no category ${foreign
    .slice(0, 10)
    .map((label) => `"${label}"`)
    .join(
      ', ',
    )}${foreign.length > 10 ? ` and ${foreign.length - 10} more` : ''}: what the model takes for that is left to line 1`;

/** Lines for people. Throws Refused when the model is worse than the present one. */
const outcome = ({ result, version, candidate, present, foreign }: Decision): readonly string[] => {
  if (result === 'overtaken') throw new Refused(OVERTAKEN);
  if (result === 'worse' && present !== null) throw worse(candidate, present);
  const before = present === null ? '' : `; the one before: ${figures(present)}`;
  return [
    ...(foreign.length === 0 ? [] : [foreignText(foreign)]),
    `the desk uses model ${version} within a minute: ${figures(candidate)}${before}`,
  ];
};

/** Stores the model and lets the desk use it, if it is not worse than the present one on the same tickets. */
export const storeModel = async (
  where: Whereabouts,
  lesson: Omit<Lesson, 'by'>,
): Promise<readonly string[]> =>
  outcome(await activateModel(await modelsOf(where))({ ...lesson, by: operator() }));

const trained = z.object({
  nothing: z.number().optional(),
  activated: z.number(),
  worse: z.number().optional(),
  examples: z.number().optional(),
  blank: z.number().optional(),
  accuracy: z.number().optional(),
  macroF1: z.number().optional(),
  presentAccuracy: z.number().optional(),
  presentMacroF1: z.number().optional(),
});

/** What the function answered, in a line. Throws Refused when the present model stays. */
export const trainedText = (answer: unknown): string => {
  const told = trained.parse(answer);
  if (told.nothing === 1)
    throw new Refused(
      'there is nothing to learn from: at least 50 tickets of two categories must have been solved or corrected by agents',
    );
  const candidate = { accuracy: told.accuracy ?? 0, macroF1: told.macroF1 ?? 0 };
  if (told.worse === 1)
    throw worse(candidate, { accuracy: told.presentAccuracy ?? 0, macroF1: told.presentMacroF1 ?? 0 });
  if (told.activated === 0) throw new Refused(OVERTAKEN);
  const blank = told.blank === undefined ? '' : ` (${told.blank} without subject and body were left out)`;
  return `learnt from ${told.examples ?? 0} tickets${blank}; the desk uses the model within a minute: ${figures(candidate)}`;
};

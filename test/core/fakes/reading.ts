/** What analysis reads texts with, for tests: by default nothing is detected and there is no model. */
import type { Reading } from '../../../lambdas/core/application/workflow/analyse.ts';
import type { SecondOpinion } from '../../../lambdas/core/application/workflow/second-opinion.ts';
import type { Detect } from '../../../lambdas/core/domain/triage/language.ts';
import type { TextModel } from '../../../lambdas/core/domain/triage/model/model.ts';

export const aReading = (
  detect: Detect = () => null,
  model: TextModel | null = null,
  secondOpinion: SecondOpinion = async () => {
    throw new Error('A language model was asked where none is switched on.');
  },
): Reading => ({
  detector: async () => detect,
  models: { current: async () => model },
  secondOpinion,
});

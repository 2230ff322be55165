/** What analysis reads texts with, for tests: by default nothing is detected and there is no model. */
import type { Reading } from '../../../lambdas/core/application/workflow/analyse.ts';
import type { Detect } from '../../../lambdas/core/domain/triage/language.ts';
import type { TextModel } from '../../../lambdas/core/domain/triage/model/model.ts';

export const aReading = (detect: Detect = () => null, model: TextModel | null = null): Reading => ({
  detector: async () => detect,
  models: { current: async () => model },
});

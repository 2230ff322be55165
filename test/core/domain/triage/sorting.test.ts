import { expect, test } from 'vitest';
import type { Opinion } from '../../../../lambdas/core/domain/triage/opinion/opinion.ts';
import { byModel, byOpinion } from '../../../../lambdas/core/domain/triage/sorting.ts';

const NO_REASONS = { category: [], priority: [], line: [] };

test.each([
  [1, 99],
  [0.9994, 99],
  [0.994, 99],
  [0.705, 71],
  [0, 0],
])('a model that is sure by %d says so with %d %%', (confidence, percent) => {
  const judgement = { ...NO_REASONS, reasons: NO_REASONS };
  const guess = { label: 'payments', probability: confidence };
  expect(byModel('payments', guess, judgement, 'category').reason).toBe(
    `The text model takes it for "payments" (${percent} %).`,
  );
  const opinion: Opinion = {
    kind: 'said',
    model: 'm',
    category: 'payments',
    priority: null,
    confidence,
    reason: 'Money.',
  };
  expect(byOpinion('payments', opinion).reason).toContain(` (${percent} %): Money.`);
});

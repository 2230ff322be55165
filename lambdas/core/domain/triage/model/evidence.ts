/** How much of what a text says is known: of little nobody is sure (ADR 17). */
import { RARITY_STEPS } from './bag.ts';
import type { Vocabulary } from './model.ts';

/** Logarithms of how rare the features of a row are, added up. What one text alone had says nothing of others. */
export const evidenceOf = (
  columns: Uint32Array,
  { rarity, novelty }: Pick<Vocabulary, 'rarity' | 'novelty'>,
): number => {
  let steps = 0;
  for (let at = 0; at < columns.length; at += 1) {
    const own = rarity[columns[at] ?? 0] ?? 0;
    if (own < novelty) steps += Math.max(0, own - RARITY_STEPS);
  }
  return steps / RARITY_STEPS;
};

/** By what the scores of a text are multiplied: next to nothing without evidence, 1 where there is much more than `doubt`. */
export const trustIn = (evidence: number, doubt: number): number => (1 + evidence) / (1 + evidence + doubt);

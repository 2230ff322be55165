/** Examples that a model may not see, so that they can tell how good it is. */
import { digestOf } from './copies.ts';
import { foldsOf } from './folds.ts';
import { type Example, TARGETS } from './model.ts';

const SEED = 5;
const FEW = 5_000;

/**
 * A part that looks like the whole is kept apart: a fifth of a few tickets, a tenth of many, and of no text that is in the
 * other part too. The same tickets are always kept apart in the same way.
 */
export const setApart = (
  examples: readonly Example[],
): { readonly seen: readonly Example[]; readonly unseen: readonly Example[] } => {
  const kinds = new Map<string, number>();
  const answers = examples.map((example) => {
    const kind = TARGETS.map((target) => example[target] ?? '').join('\n');
    const known = kinds.get(kind) ?? kinds.size;
    kinds.set(kind, known);
    return known;
  });
  const folds = foldsOf(answers, examples.map(digestOf), examples.length > FEW ? 10 : 5, SEED);
  return {
    seen: examples.filter((_, at) => folds[at] !== 0),
    unseen: examples.filter((_, at) => folds[at] === 0),
  };
};

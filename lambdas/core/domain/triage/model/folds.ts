/** Parts of a set of examples that look like the whole. */
import { chanceOf, shuffle } from './chance.ts';

/** The fold, 0 to `folds - 1`, of each answer: every class is spread over all folds as evenly as it goes. */
export const foldsOf = (answers: ArrayLike<number>, folds: number, seed: number): Uint8Array => {
  const order = Uint32Array.from({ length: answers.length }, (_, at) => at);
  shuffle(order, chanceOf(seed));
  const next = new Map<number, number>();
  const fold = new Uint8Array(answers.length);
  let begin = 0;
  for (const index of order) {
    const answer = answers[index] ?? 0;
    const turn = next.get(answer) ?? begin++ % folds;
    fold[index] = turn;
    next.set(answer, (turn + 1) % folds);
  }
  return fold;
};

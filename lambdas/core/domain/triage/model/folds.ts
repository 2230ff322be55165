/** Parts of a set of examples that look like the whole. */
import { chanceOf, shuffle } from './chance.ts';

const countsOf = (numbers: ArrayLike<number>): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at] ?? 0;
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
};

/** From `begin` on around, the fold with the fewest; the first such. */
const emptiest = (sizes: Uint32Array, begin: number, isOpen: (fold: number) => boolean): number => {
  let best = -1;
  for (let turn = 0; turn < sizes.length; turn += 1) {
    const fold = (begin + turn) % sizes.length;
    if (isOpen(fold) && (best === -1 || (sizes[fold] ?? 0) < (sizes[best] ?? 0))) best = fold;
  }
  return best;
};

/**
 * The fold, 0 to `folds - 1`, of each answer: every class is spread over all folds as evenly as it goes, and examples with
 * the same number in `texts` are in one: whoever has learnt a text knows its copies by heart. A text of which most of a
 * class are copies is never in fold 0, for without it there would be nothing to learn that class from.
 */
export const foldsOf = (
  answers: ArrayLike<number>,
  texts: ArrayLike<number>,
  folds: number,
  seed: number,
): Uint8Array => {
  const order = Uint32Array.from({ length: answers.length }, (_, at) => at);
  shuffle(order, chanceOf(seed));
  const [ofClass, ofText] = [countsOf(answers), countsOf(texts)];
  const classes = new Map<number, { readonly begin: number; readonly sizes: Uint32Array }>();
  const places = new Map<number, number>();
  const fold = new Uint8Array(answers.length);
  for (const index of order) {
    const [answer, text] = [answers[index] ?? 0, texts[index] ?? 0];
    const { begin, sizes } = classes.get(answer) ?? {
      begin: classes.size % folds,
      sizes: new Uint32Array(folds),
    };
    classes.set(answer, { begin, sizes });
    const copies = ofText.get(text) ?? 0;
    const isMost = copies > 1 && copies > (ofClass.get(answer) ?? 0) / 2;
    const place = places.get(text) ?? emptiest(sizes, begin, (one) => one > 0 || !isMost);
    places.set(text, place);
    sizes[place] = (sizes[place] ?? 0) + 1;
    fold[index] = place;
  }
  return fold;
};

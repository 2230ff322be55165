/** How often guesses are right: over all, and for each class alike. */

/** What people said, and what was guessed; null: nothing was. */
export interface Pair<T> {
  readonly actual: T;
  readonly guessed: T | null;
}

export interface Measures {
  readonly accuracy: number;
  /** The mean of the F1 measures of all classes that were there or were guessed, each counting the same. */
  readonly macroF1: number;
}

/** 0 and 0 of nothing. */
export const measuresOf = <T>(pairs: readonly Pair<T>[]): Measures => {
  const counts = new Map<T, { right: number; seen: number }>();
  const of = (label: T) => {
    const found = counts.get(label) ?? { right: 0, seen: 0 };
    counts.set(label, found);
    return found;
  };
  let right = 0;
  for (const { actual, guessed } of pairs) {
    of(actual).seen += 1;
    if (guessed === null) continue;
    of(guessed).seen += 1;
    if (guessed !== actual) continue;
    of(actual).right += 1;
    right += 1;
  }
  // F1 is twice the hits, divided by how often the class was there and how often it was guessed.
  const sum = [...counts.values()].reduce((all, one) => all + (2 * one.right) / one.seen, 0);
  return {
    accuracy: pairs.length === 0 ? 0 : right / pairs.length,
    macroF1: counts.size === 0 ? 0 : sum / counts.size,
  };
};

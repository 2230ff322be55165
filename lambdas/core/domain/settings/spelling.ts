/** "Did you mean …?" for names that somebody mistyped. */

/** Edits (insert, remove, replace, swap neighbours) from one word to another; Damerau and Levenshtein. */
export const editsBetween = (from: string, to: string): number => {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      here[column] = Math.min(
        (above[column] as number) + 1,
        (here[column - 1] as number) + 1,
        (above[column - 1] as number) + (same ? 0 : 1),
        swapped ? (before[column - 2] as number) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = above;
    above = here;
  }
  return above[to.length] as number;
};

const WORD_MOST = 64;

/** The nearest of the known words, null when none is near: one edit in three characters. */
export const closest = (word: string, known: readonly string[]): string | null => {
  if (word.length > WORD_MOST) return null;
  const most = Math.floor(word.length / 3);
  const near = known
    .map((candidate) => ({ candidate, edits: editsBetween(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .toSorted((a, b) => a.edits - b.edits);
  return near[0]?.candidate ?? null;
};

/** `; did you mean "support"?`, or nothing. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  const near = closest(word, known);
  return near === null ? '' : `; did you mean "${near}"?`;
};

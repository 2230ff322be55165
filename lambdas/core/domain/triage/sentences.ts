/** Sentences of a line, by what ends them. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

const END = /[.!?…]{1,5}["»)”]{0,2}(?=\s|$)/gu;
/** "e.g. this", «т. е. это», "1. open": no sentence ends there. */
const NO_END = /(?:^|[\s(])(?:\p{L}|\d{1,2}|e\.g|i\.e|etc|т\.е|т\.к|т\.п|см|ср)$/iu;

/** In order; together they are the line, blanks between them aside. */
export const sentencesOf = (line: string): readonly Span[] => {
  const spans: Span[] = [];
  let from = 0;
  const add = (to: number): void => {
    const piece = line.slice(from, to);
    const start = from + piece.length - piece.trimStart().length;
    if (start < to) spans.push({ from: start, to });
    from = to;
  };
  for (const { index, 0: end } of line.matchAll(END))
    if (end !== '.' || !NO_END.test(line.slice(Math.max(from, index - 8), index))) add(index + end.length);
  add(line.length);
  return spans;
};

/**
 * Complement naive Bayes: a class is described by the texts that are not of it, of which there are always many (Rennie et
 * al., "Tackling the Poor Assumptions of Naive Bayes Text Classifiers", ICML 2003). With few texts it sees what margins
 * overlook.
 */
import type { Lesson } from './margin.ts';
import { noWeights, type Weights } from './weights.ts';

/** As if every feature had been seen this much in every class. */
const SMOOTHING = 0.03;

export const learnComplement = ({ rows, members, answers, columns, classes }: Lesson): Weights => {
  const weights = noWeights(columns, classes);
  const { values, stride } = weights;
  const totals = new Float64Array(classes);
  members.forEach((row, at) => {
    const answer = answers[at] ?? 0;
    const end = rows.starts[row + 1] ?? 0;
    for (let entry = rows.starts[row] ?? 0; entry < end; entry += 1) {
      const place = (rows.columns[entry] ?? 0) * stride + answer;
      const value = rows.values[entry] ?? 0;
      values[place] = (values[place] ?? 0) + value;
      totals[answer] = (totals[answer] ?? 0) + value;
    }
  });
  const all = totals.reduce((sum, total) => sum + total, 0);
  const logs = totals.map((total) => Math.log(all - total + SMOOTHING * columns));
  for (let column = 0; column < columns; column += 1) {
    const base = column * stride;
    let sum = 0;
    for (let one = 0; one < classes; one += 1) sum += values[base + one] ?? 0;
    for (let one = 0; one < classes; one += 1)
      values[base + one] =
        (logs[one] ?? 0) - Math.log(Math.max(0, sum - (values[base + one] ?? 0)) + SMOOTHING);
  }
  return weights;
};

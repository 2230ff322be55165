/**
 * Classifiers that keep a distance: one class against the rest, squared hinge loss, by dual coordinate descent (Hsieh et
 * al., "A dual coordinate descent method for large-scale linear SVM", ICML 2008), for all classes of a text at once.
 */
import type { Rows } from './bag.ts';
import { chanceOf, shuffle } from './chance.ts';
import { moveWeights, noWeights, scoreRow, type Weights } from './weights.ts';

/** Texts to learn from: rows of a corpus, and the class of each. */
export interface Lesson {
  readonly rows: Rows;
  /** Which rows, and their answers beside them. */
  readonly members: Uint32Array;
  readonly answers: Uint16Array;
  readonly columns: number;
  readonly classes: number;
}

export interface Effort {
  /** What a mistake costs; smaller is smoother. */
  readonly cost: number;
  readonly passes: number;
  readonly seed: number;
}

/**
 * A mistake in a rare class costs more, by the square root of how rare it is: without it rare classes are hardly ever
 * guessed, in full proportion they are guessed too often.
 */
const costsOf = ({ answers, classes }: Lesson, cost: number): Float64Array => {
  const counts = new Float64Array(classes);
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts.map((count) => cost * Math.sqrt(answers.length / classes / Math.max(1, count)));
};

/** The squares of each row, and 1 for the bias. */
const normsOf = ({ rows: { starts, values }, members }: Lesson): Float32Array =>
  Float32Array.from(members, (row) => {
    let squares = 1;
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) squares += (values[at] ?? 0) ** 2;
    return squares;
  });

/** Shorter steps are not worth the walk through the weights. */
const STEP_LEAST = 1e-3;

/** What is learnt, and from which text how much of it. */
export interface Learnt {
  readonly weights: Weights;
  /** `alphas[row * classes + class]`; by row of the corpus, so that another lesson can go on from here. */
  readonly alphas: Float32Array;
}

/** Goes on from what was learnt before, when it is given: from most of the same texts it needs few passes more. */
export const learnMargins = (
  lesson: Lesson,
  { cost, passes, seed }: Effort,
  progress: (share: number) => void = () => undefined,
  before: Learnt | null = null,
): Learnt => {
  const { rows, members, answers, columns, classes } = lesson;
  const weights = before?.weights ?? noWeights(columns, classes);
  const alphas = before?.alphas ?? new Float32Array((rows.starts.length - 1) * classes);
  const costs = costsOf(lesson, cost);
  const scores = new Float64Array(weights.stride);
  const steps = new Float64Array(weights.stride);
  const order = Uint32Array.from(members, (_, at) => at);
  const norms = normsOf(lesson);
  const chance = chanceOf(seed);
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, chance);
    for (let turn = 0; turn < order.length; turn += 1) {
      const at = order[turn] ?? 0;
      const row = members[at] ?? 0;
      const answer = answers[at] ?? 0;
      scoreRow(rows, row, weights, scores);
      for (let one = 0; one < classes; one += 1) {
        const sign = one === answer ? 1 : -1;
        const slack = 1 / (2 * (one === answer ? (costs[one] ?? cost) : cost));
        const alpha = alphas[row * classes + one] ?? 0;
        const gradient = sign * (scores[one] ?? 0) - 1 + slack * alpha;
        const next = Math.max(0, alpha - gradient / ((norms[at] ?? 0) + slack));
        const far = Math.abs(next - alpha) > STEP_LEAST;
        steps[one] = far ? sign * (next - alpha) : 0;
        if (far) alphas[row * classes + one] = next;
      }
      moveWeights(rows, row, weights, steps);
    }
    progress((pass + 1) / passes);
  }
  return { weights, alphas };
};

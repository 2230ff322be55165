/** How much evidence a model needs to be sure: fitted on whole texts and on a few words of them that it has not seen. */
import { trustIn } from './evidence.ts';
import { sharpnessOf, soften } from './probabilities.ts';

/** What is said of examples that were held out. */
export interface Said {
  readonly scores: readonly Float64Array[];
  readonly answers: readonly number[];
  readonly evidence: readonly number[];
}

/** The first: it is as sure of few words as of many. */
const DOUBTS = [0, 10, 20, 40, 80, 160, 320, 640, 1280, 2560];

/** A gain that is not so many times its error is chance. */
const ERRORS = 2;

/** Nothing is so surprising that it outweighs a thousand others. */
const SHARE_LEAST = 1e-6;

/** More tell no more. */
const FITTED_MOST = 2_000;

const firstOf = ({ scores, answers, evidence }: Said): Said => ({
  scores: scores.slice(0, FITTED_MOST),
  answers: answers.slice(0, FITTED_MOST),
  evidence: evidence.slice(0, FITTED_MOST),
});

const trusted = ({ scores, evidence }: Said, doubt: number): readonly Float64Array[] =>
  scores.map((own, at) => own.map((score) => score * trustIn(evidence[at] ?? 0, doubt)));

/** Of each, how surprising its answer is. */
const surprises = (scores: readonly Float64Array[], answers: readonly number[], sharpness: number) =>
  scores.map((own, at) => {
    const shares = own.slice();
    soften(shares, sharpness);
    return -Math.log(Math.max(SHARE_LEAST, shares[answers[at] ?? 0] ?? 0));
  });

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);

/** How far the mean of so few numbers may be from what it would be of very many. */
const errorOf = (numbers: readonly number[]): number => {
  const middle = mean(numbers);
  return Math.sqrt(mean(numbers.map((number) => (number - middle) ** 2)) / Math.max(1, numbers.length));
};

/**
 * The doubt under which the answers to both are the most likely, at the sharpness that suits whole texts: few words must
 * not make the model less sure of what people usually write. None, where that is no better than chance would have it.
 * `sharpness` is by what to multiply its scores.
 */
export const doubtOf = (
  whole: Said,
  fragments: Said,
): { readonly doubt: number; readonly sharpness: number } => {
  const [texts, pieces] = [firstOf(whole), firstOf(fragments)];
  const tries = DOUBTS.map((doubt) => {
    const scores = trusted(texts, doubt);
    const sharpness = sharpnessOf(scores, texts.answers);
    const surprise = [
      ...surprises(scores, texts.answers, sharpness),
      ...surprises(trusted(pieces, doubt), pieces.answers, sharpness),
    ];
    return { doubt, sharpness, surprise };
  });
  const best = tries.reduce((one, other) => (mean(other.surprise) < mean(one.surprise) ? other : one));
  const none = tries[0] ?? best;
  const gains = none.surprise.map((surprise, at) => surprise - (best.surprise[at] ?? 0));
  return mean(gains) > ERRORS * errorOf(gains) ? best : none;
};

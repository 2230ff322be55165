/** Scores as probabilities that mean what they say. */

/** Logarithm of the sum of `exp(score * sharpness)`. */
const logSum = (scores: Float64Array, sharpness: number): number => {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (const score of scores) sum += Math.exp((score - most) * sharpness);
  return most * sharpness + Math.log(sum);
};

/** Softmax of `scores * sharpness`, in place. */
export const soften = (scores: Float64Array, sharpness = 1): void => {
  const whole = logSum(scores, sharpness);
  for (let at = 0; at < scores.length; at += 1) scores[at] = Math.exp((scores[at] ?? 0) * sharpness - whole);
};

/**
 * How surprising the answers are under the scores. As if one more text had been answered wrongly, as Platt has it
 * ("Probabilistic Outputs for Support Vector Machines", 1999): twenty right answers of twenty do not make certainty.
 */
const lossOf = (scores: readonly Float64Array[], answers: readonly number[], sharpness: number): number => {
  const doubt = 1 / (scores.length + 2);
  let loss = 0;
  scores.forEach((row, at) => {
    const whole = logSum(row, sharpness);
    const right = (row[answers[at] ?? 0] ?? 0) * sharpness;
    const others = row.reduce((sum, score) => sum + score, 0) * sharpness - right;
    loss -= (1 - doubt) * (right - whole) + doubt * (others / Math.max(1, row.length - 1) - whole);
  });
  return loss;
};

const SHARPNESS_LEAST = 0.05;
const SHARPNESS_MOST = 50;
const NEAR = 0.02;
/** What is less of a difference is the rounding of scores that are all the same. */
const SAME = 1e-9;

/**
 * Temperature scaling: the sharpness under which the answers to texts that the scores were not learnt from are the most
 * likely (Guo et al., "On Calibration of Modern Neural Networks", 2017). By golden section over its logarithm;
 * where all are as likely, the least sure.
 */
export const sharpnessOf = (scores: readonly Float64Array[], answers: readonly number[]): number => {
  if (scores.length === 0) return 1;
  const golden = (Math.sqrt(5) - 1) / 2;
  const lossAt = (place: number): number => lossOf(scores, answers, Math.exp(place));
  let low = Math.log(SHARPNESS_LEAST);
  let high = Math.log(SHARPNESS_MOST);
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let leftLoss = lossAt(left);
  let rightLoss = lossAt(right);
  while (high - low > NEAR) {
    if (leftLoss < rightLoss + SAME) {
      high = right;
      right = left;
      rightLoss = leftLoss;
      left = high - golden * (high - low);
      leftLoss = lossAt(left);
    } else {
      low = left;
      left = right;
      leftLoss = rightLoss;
      right = low + golden * (high - low);
      rightLoss = lossAt(right);
    }
  }
  return Math.exp((low + high) / 2);
};

/** Scores as probabilities that mean what they say. */

/** Softmax of `scores * sharpness`, in place. */
export const soften = (scores: Float64Array, sharpness = 1): void => {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const grown = Math.exp(((scores[at] ?? 0) - most) * sharpness);
    scores[at] = grown;
    sum += grown;
  }
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) / sum;
};

const LEAST_LIKELY = 1e-6;

/** How surprising the answers are under the scores: the sum of the logarithms of their likelihood, negative. */
const lossOf = (scores: readonly Float64Array[], answers: readonly number[], sharpness: number): number => {
  let loss = 0;
  scores.forEach((row, at) => {
    const soft = row.slice();
    soften(soft, sharpness);
    loss -= Math.log(Math.max(LEAST_LIKELY, soft[answers[at] ?? 0] ?? 0));
  });
  return loss;
};

/**
 * Temperature scaling: the sharpness under which the answers to texts that the scores were not learnt from are the most
 * likely (Guo et al., "On Calibration of Modern Neural Networks", 2017). By golden section over its logarithm.
 */
export const sharpnessOf = (scores: readonly Float64Array[], answers: readonly number[]): number => {
  if (scores.length === 0) return 1;
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.05);
  let high = Math.log(50);
  const at = (place: number): number => lossOf(scores, answers, Math.exp(place));
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let leftLoss = at(left);
  let rightLoss = at(right);
  while (high - low > 0.02) {
    if (leftLoss < rightLoss) {
      high = right;
      right = left;
      rightLoss = leftLoss;
      left = high - golden * (high - low);
      leftLoss = at(left);
    } else {
      low = left;
      left = right;
      leftLoss = rightLoss;
      right = low + golden * (high - low);
      rightLoss = at(right);
    }
  }
  return Math.exp((low + high) / 2);
};

/** What the model says of a text. */
import { wordsOf } from './features.ts';
import type { Classifier, Guess, Judgement, Target, Text, TextModel } from './model.ts';
import { soften } from './probabilities.ts';
import { reasonsFor } from './reasons.ts';
import { rowOf, scoresOf } from './scores.ts';

const GUESSES_MOST = 5;

const guessesOf = (classifier: Classifier, scores: Float64Array): readonly Guess[] => {
  soften(scores);
  return classifier.classes
    .map((label, at) => ({ label, probability: scores[at] ?? 0 }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, GUESSES_MOST);
};

/** Best first, at most five of each; without the reasons, which take longer than the rest. */
export const guess = (model: TextModel, text: Text): Readonly<Record<Target, readonly Guess[]>> => {
  const row = rowOf(wordsOf(text, model.reach), model.vocabulary);
  const of = (target: Target): readonly Guess[] => {
    const classifier = model.classifiers[target];
    return classifier === undefined ? [] : guessesOf(classifier, scoresOf(row, classifier));
  };
  return { category: of('category'), priority: of('priority'), line: of('line') };
};

/** Any text has an answer: an empty one, what is usual. Texts are read up to a few thousand characters. */
export const judge = (model: TextModel, text: Text): Judgement => {
  const guesses = guess(model, text);
  const reasons = (target: Target) => reasonsFor(model, text, target, guesses[target][0]?.label);
  return {
    ...guesses,
    reasons: { category: reasons('category'), priority: reasons('priority'), line: reasons('line') },
  };
};

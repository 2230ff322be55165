/** What the model says of a text. */
import { type Counter, counterOf, rowOf } from './bag.ts';
import { eachFeature, wordsOf } from './features.ts';
import type { Classifier, Guess, Judgement, Text, TextModel, Vocabulary } from './model.ts';
import { soften } from './probabilities.ts';
import { scoresOf } from './quantize.ts';

const GUESSES_MOST = 5;
const REASONS_MOST = 5;

/** Counting needs a few megabytes, so it is set up once for each model. */
const counters = new WeakMap<Vocabulary, Counter>();

const counterFor = (vocabulary: Vocabulary): Counter => {
  const counter = counters.get(vocabulary) ?? counterOf(vocabulary.bits);
  counters.set(vocabulary, counter);
  return counter;
};

const guessesOf = (classifier: Classifier | undefined, scores: Float64Array): readonly Guess[] =>
  (classifier?.classes ?? [])
    .map((label, at) => ({ label, probability: scores[at] ?? 0 }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, GUESSES_MOST);

/** How much each word, with its pieces, speaks for a class rather than for the others. */
const reasonsOf = (
  words: readonly string[],
  vocabulary: Vocabulary,
  { classes, weights, scales }: Classifier,
  best: string | undefined,
): readonly string[] => {
  const count = classes.length;
  const answer = best === undefined ? -1 : classes.indexOf(best);
  if (answer < 0) return [];
  const spoke = [...new Set(words)].map((word) => {
    let said = 0;
    eachFeature(word, null, vocabulary.bits, (slot) => {
      const column = vocabulary.columns[slot] ?? -1;
      if (column < 0) return;
      let all = 0;
      for (let one = 0; one < count; one += 1)
        all += (weights[column * count + one] ?? 0) * (scales[one] ?? 0);
      const own = (weights[column * count + answer] ?? 0) * (scales[answer] ?? 0);
      said += (own - all / count) * (vocabulary.rarity[column] ?? 0);
    });
    return { word, said };
  });
  return spoke
    .filter(({ word, said }) => said > 0 && word.length > 1)
    .sort((a, b) => b.said - a.said)
    .slice(0, REASONS_MOST)
    .map(({ word }) => word);
};

/** Any text has an answer: of an empty one, what is usual. Texts are read up to a few thousand characters. */
export const judge = (model: TextModel, text: Text): Judgement => {
  const { vocabulary, classifiers } = model;
  const words = wordsOf(text);
  const row = rowOf(words, vocabulary, counterFor(vocabulary));
  const plain = words.map((word) => word.text);
  const of = (classifier: Classifier | undefined) => {
    if (classifier === undefined) return { guesses: [], reasons: [] };
    const scores = scoresOf(row, classifier);
    soften(scores, classifier.sharpness);
    const guesses = guessesOf(classifier, scores);
    return { guesses, reasons: reasonsOf(plain, vocabulary, classifier, guesses[0]?.label) };
  };
  const category = of(classifiers.category);
  const priority = of(classifiers.priority);
  const line = of(classifiers.line);
  return {
    category: category.guesses,
    priority: priority.guesses,
    line: line.guesses,
    reasons: { category: category.reasons, priority: priority.reasons, line: line.reasons },
  };
};

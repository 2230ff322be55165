/** A plain naive Bayes classifier over words, to compare the text model with: multinomial, smoothed by one. */
import type { Text } from '../../lambdas/core/domain/triage/model/model.ts';

const wordsOf = ({ subject, body }: Text): readonly string[] =>
  `${subject} ${body}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

interface ClassCounts {
  texts: number;
  words: number;
  readonly byWord: Map<string, number>;
}

/** Answers the most likely class of a text. */
export const plainNaiveBayes = (
  examples: readonly { readonly text: Text; readonly label: string }[],
): ((text: Text) => string) => {
  const classes = new Map<string, ClassCounts>();
  const known = new Set<string>();
  for (const { text, label } of examples) {
    const own = classes.get(label) ?? { texts: 0, words: 0, byWord: new Map<string, number>() };
    classes.set(label, own);
    own.texts += 1;
    for (const word of wordsOf(text)) {
      known.add(word);
      own.words += 1;
      own.byWord.set(word, (own.byWord.get(word) ?? 0) + 1);
    }
  }
  return (text) => {
    const words = wordsOf(text).filter((word) => known.has(word));
    let best = '';
    let most = Number.NEGATIVE_INFINITY;
    for (const [label, own] of classes) {
      const odds = words.reduce(
        (sum, word) => sum + Math.log(((own.byWord.get(word) ?? 0) + 1) / (own.words + known.size)),
        Math.log(own.texts / examples.length),
      );
      if (odds > most) [best, most] = [label, odds];
    }
    return best;
  };
};

/** Why a text was taken for what it was: the words that spoke for it, which a person can read. */
import { clearCount, countWord, SLOT_MASK, wordsOf } from './features.ts';
import type { Target, Text, TextModel } from './model.ts';
import { countFor } from './scores.ts';

const REASONS_MOST = 5;

/** Texts repeat themselves; so many different words are weighed. */
const WORDS_MOST = 400;

const READABLE = /^[\p{L}\p{M}\p{N}]{2,}$/u;

/** How much each word, with its pieces, speaks for a class rather than for the others on average. Best first. */
export const reasonsFor = (
  { reach, vocabulary, classifiers }: TextModel,
  text: Text,
  target: Target,
  label: string | undefined,
): readonly string[] => {
  const classifier = classifiers[target];
  const answer = label === undefined ? -1 : (classifier?.classes.indexOf(label) ?? -1);
  if (classifier === undefined || answer < 0) return [];
  const { weights, scales, classes } = classifier;
  const words = new Map(wordsOf(text, reach).map((word) => [word.text, word]));
  const count = countFor(vocabulary);
  const spoke = [...words.values()]
    .filter((word) => READABLE.test(word.text))
    .slice(0, WORDS_MOST)
    .map((word) => {
      clearCount(count);
      countWord(count, word, null);
      let said = 0;
      for (let at = 0; at < count.size; at += 1) {
        const column = vocabulary.columns[(count.entries[at] ?? 0) & SLOT_MASK] ?? -1;
        if (column < 0) continue;
        const weight = (weights[column * classes.length + answer] ?? 0) * (scales[answer] ?? 0);
        said += weight * (vocabulary.rarity[column] ?? 0);
      }
      return { word: word.text, said };
    });
  return spoke
    .filter(({ said }) => said > 0)
    .sort((a, b) => b.said - a.said)
    .slice(0, REASONS_MOST)
    .map(({ word }) => word);
};

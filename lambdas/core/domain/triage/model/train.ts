/** Learning from tickets that people have judged. */
import { compress, type Taught } from './compress.ts';
import { digestOf } from './copies.ts';
import { corpusOf } from './corpus.ts';
import { knownOf } from './known.ts';
import { learntFrom } from './learnt.ts';
import { type Example, TARGETS, type TextModel } from './model.ts';
import { teach } from './teach.ts';
import { strideOf } from './weights.ts';

/** Reading the texts, as a share of all the work. */
const READING = 0.1;

/**
 * The same examples in the same order make the same model. Targets with fewer than two classes, or with next to no
 * examples, are not in it. `progress` hears shares from 0 to 1.
 */
export const train = (
  examples: readonly Example[],
  progress: (share: number) => void = () => undefined,
): TextModel => {
  const known = TARGETS.map((target) => knownOf(examples, target)).filter((one) => one !== null);
  const width = known.reduce((sum, { classes }) => sum + strideOf(classes.length), 0);
  const corpus = corpusOf(known.length === 0 ? [] : examples, width);
  const texts = Float64Array.from(examples, digestOf);
  progress(READING);
  const taught = known.map(({ target, classes, members, answers }, at): Taught => {
    const lesson = {
      rows: corpus.rows,
      fragments: corpus.fragments,
      vocabulary: corpus.vocabulary,
      texts,
      members,
      answers,
      columns: corpus.vocabulary.slots.length,
      classes: classes.length,
    };
    const tell = (share: number): void => progress(READING + ((1 - READING) * (at + share)) / known.length);
    return { target, classes, ...teach(lesson, 1 / known.length, tell) };
  });
  const model = compress(corpus, taught, learntFrom(texts));
  progress(1);
  return model;
};

/** Learning from tickets that people have judged. */
import { compress, type Taught } from './compress.ts';
import { corpusOf } from './corpus.ts';
import { type Example, TARGETS, type Target, type TextModel } from './model.ts';
import { teach } from './teach.ts';

/** A target with fewer examples is not learnt: nothing could be told from them. */
export const EXAMPLES_LEAST = 4;

/** The examples of which a target is known. */
interface Known {
  readonly target: Target;
  readonly classes: readonly string[];
  readonly members: Uint32Array;
  readonly answers: Uint16Array;
}

const knownOf = (examples: readonly Example[], target: Target): Known | null => {
  const labels = examples.map((example) => example[target]);
  const members = labels.flatMap((label, at) => (label === null || label === '' ? [] : [at]));
  const classes = [...new Set(members.map((at) => labels[at] ?? ''))].sort();
  if (classes.length < 2 || members.length < EXAMPLES_LEAST) return null;
  const indexes = new Map(classes.map((label, at) => [label, at]));
  return {
    target,
    classes,
    members: Uint32Array.from(members),
    answers: Uint16Array.from(members, (at) => indexes.get(labels[at] ?? '') ?? 0),
  };
};

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
  const corpus = corpusOf(known.length === 0 ? [] : examples);
  progress(READING);
  const taught = known.map(({ target, classes, members, answers }, at): Taught => {
    const lesson = {
      rows: corpus.rows,
      members,
      answers,
      columns: corpus.vocabulary.slots.length,
      classes: classes.length,
    };
    const tell = (share: number): void => progress(READING + ((1 - READING) * (at + share)) / known.length);
    return { target, classes, weights: teach(lesson, 1 / known.length, tell) };
  });
  const model = compress(corpus, taught);
  progress(1);
  return model;
};

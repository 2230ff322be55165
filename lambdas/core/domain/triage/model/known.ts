/** Which examples say something of a target, and what. */
import type { Example, Target } from './model.ts';

/** A target with fewer examples is not learnt: nothing could be told from them. */
const EXAMPLES_LEAST = 4;

/** Of more classes the largest are learnt: who has more has put something else into the column. */
const CLASSES_MOST = 1_000;

/** The examples of which a target is known: their places in the list, and the class of each. */
export interface Known {
  readonly target: Target;
  readonly classes: readonly string[];
  readonly members: Uint32Array;
  readonly answers: Uint16Array;
}

/** Null where nothing can be learnt: fewer than two classes, or next to no examples. */
export const knownOf = (examples: readonly Example[], target: Target): Known | null => {
  const labels = examples.map((example) => example[target]);
  const counts = new Map<string, number>();
  for (const label of labels)
    if (label !== null && label !== '') counts.set(label, (counts.get(label) ?? 0) + 1);
  const largest = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const classes = largest
    .slice(0, CLASSES_MOST)
    .map(([label]) => label)
    .sort();
  const indexes = new Map(classes.map((label, at) => [label, at]));
  const members = labels.flatMap((label, at) => (label !== null && indexes.has(label) ? [at] : []));
  if (classes.length < 2 || members.length < EXAMPLES_LEAST) return null;
  return {
    target,
    classes,
    members: Uint32Array.from(members),
    answers: Uint16Array.from(members, (at) => indexes.get(labels[at] ?? '') ?? 0),
  };
};

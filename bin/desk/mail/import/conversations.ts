/** Which messages belong together: by the ids that they carry and refer to, whatever order they lie in. */
import type { Letter } from './letter.ts';

export interface Conversation {
  /** Oldest first, so that a question is there before its answer; those without a date last. */
  readonly letters: readonly Letter[];
  /** Nobody has written since the day that was said: it is kept, and nothing is done about it. */
  readonly history: boolean;
}

const age = ({ writtenAt }: Letter): number => writtenAt ?? Number.POSITIVE_INFINITY;

/** Every id leads, over others, to one that stands for its conversation. */
const representatives = () => {
  const parents = new Map<string, string>();
  const find = (id: string): string => {
    let root = id;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root))
      root = next;
    for (let at = id; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  return { find, join: (one: string, other: string): void => void parents.set(find(one), find(other)) };
};

/** The one that began first comes first. `since` in milliseconds; what has no date counts as new. */
export const conversationsOf = (letters: readonly Letter[], since: number): readonly Conversation[] => {
  const { find, join } = representatives();
  const names = letters.map(({ id, refersTo }) => refersTo[0] ?? id);
  for (const [index, { refersTo }] of letters.entries())
    for (const other of refersTo) join(String(names[index]), other);
  const groups = new Map<string, Letter[]>();
  for (const [index, letter] of letters.entries()) {
    const group = find(String(names[index]));
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [letter]);
    else known.push(letter);
  }
  return [...groups.values()]
    .map((group) => group.toSorted((one, other) => (age(one) === age(other) ? 0 : age(one) - age(other))))
    .map((group) => ({ letters: group, history: group.every((letter) => age(letter) < since) }))
    .toSorted((one, other) => {
      const [a, b] = [one, other].map(({ letters: [first] }) => (first === undefined ? 0 : age(first)));
      return a === b ? 0 : Number(a) - Number(b);
    });
};

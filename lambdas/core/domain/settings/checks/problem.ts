/** What every check of the settings says, and the two things that most of them look for. */
import type { SettingsKind } from '../kinds.ts';
import { didYouMean } from '../spelling.ts';

/** A mistake that no schema sees. */
export interface SettingsProblem {
  readonly kind: SettingsKind;
  readonly path: (string | number)[];
  readonly message: string;
}

/** `missing`: the document in which the thing referred to is not, or is not what it must be. */
export interface FoundProblem extends SettingsProblem {
  readonly missing?: SettingsKind;
}

export type Path = readonly (string | number)[];

/** One problem for every later thing with the same key; `keyOf` gives what must differ. */
export const repeated = <T>(
  kind: SettingsKind,
  things: readonly T[],
  keyOf: (thing: T) => string | number,
  pathOf: (index: number) => Path,
): readonly FoundProblem[] => {
  const first = new Map<string | number, number>();
  return things.flatMap((thing, index) => {
    const key = keyOf(thing);
    if (!first.has(key)) {
      first.set(key, index);
      return [];
    }
    return [{ kind, path: [...pathOf(index)], message: `is there twice: "${key}"` }];
  });
};

const NOUNS: Readonly<Partial<Record<SettingsKind, string>>> = {
  desk: 'product',
  lines: 'line',
  schedules: 'schedule',
  groups: 'group',
  agents: 'agent',
  categories: 'category',
  mailboxes: 'mailbox',
};

/** A problem when `name` is none of the known ones of the other document; nothing for an absent name. */
export const unknownName = (
  kind: SettingsKind,
  path: Path,
  name: string | number | null | undefined,
  missing: SettingsKind,
  known: readonly (string | number)[],
): readonly FoundProblem[] => {
  if (name === null || name === undefined || known.includes(name)) return [];
  const near = didYouMean(String(name), known.map(String));
  return [{ kind, path: [...path], message: `there is no ${NOUNS[missing]} "${name}"${near}`, missing }];
};

export const idsOf = <T>(things: readonly { readonly id: T }[]): readonly T[] => things.map(({ id }) => id);

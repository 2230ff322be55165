/** What is different between two settings documents, in lines that people read before they say yes. */
import { same } from './steps.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The name by which people know an item of a list; null: it has none, and the list is compared as a whole. */
const nameOf = (item: unknown): string | null => {
  if (!isFields(item)) return null;
  const name = item.id ?? item.address ?? item.name ?? item.date;
  if (typeof name !== 'string' && typeof name !== 'number') return null;
  return typeof item.locale === 'string' && 'id' in item ? `${name} (${item.locale})` : String(name);
};

const named = (value: unknown): ReadonlyMap<string, unknown> | null => {
  if (!Array.isArray(value)) return null;
  const names = value.map(nameOf);
  if (names.includes(null)) return null;
  return new Map(value.map((item, index) => [String(names[index]), item]));
};

const SHOWN_MOST = 120;

const shown = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > SHOWN_MOST ? `${text.slice(0, SHOWN_MOST)}…` : text;
};

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `    ${line}`);

const ofLists = (
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly string[] => {
  const kept = [...after.keys()].filter((name) => before.has(name));
  const keptBefore = [...before.keys()].filter((name) => after.has(name));
  return [
    ...[...after.keys()].filter((name) => !before.has(name)).map((name) => `+ ${name}`),
    ...[...before.keys()].filter((name) => !after.has(name)).map((name) => `- ${name}`),
    ...kept
      .filter((name) => !same(before.get(name), after.get(name)))
      .flatMap((name) => [`~ ${name}`, ...indented(differences(before.get(name), after.get(name)))]),
    ...(same(kept, keptBefore) ? [] : [`order: ${keptBefore.join(', ')} → ${kept.join(', ')}`]),
  ];
};

const ofFields = (before: Fields, after: Fields): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !same(before[name], after[name]))
    .flatMap((name) => {
      const [from, to] = [before[name], after[name]];
      const deeper = (isFields(from) && isFields(to)) || (named(from) !== null && named(to) !== null);
      return deeper
        ? [`${name}:`, ...indented(differences(from, to))]
        : [`${name}: ${shown(from)} → ${shown(to)}`];
    });

/** `+` added, `-` removed, `~` changed by name, and each changed field before → after. Empty when nothing differs. */
export const differences = (before: unknown, after: unknown): readonly string[] => {
  const [from, to] = [named(before), named(after)];
  if (from !== null && to !== null) return ofLists(from, to);
  if (isFields(before) && isFields(after)) return ofFields(before, after);
  return same(before, after) ? [] : [`${shown(before)} → ${shown(after)}`];
};

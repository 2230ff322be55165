/** In which order documents are replaced so that the desk never has a name that leads nowhere. */
import { SETTINGS_KINDS, type SettingsKind } from '../../lambdas/core/domain/settings/kinds.ts';
import { settingsProblems } from '../../lambdas/core/domain/settings/references.ts';
import type { Agent, Settings } from '../../lambdas/core/domain/settings/schemas.ts';

/** One document to put. */
export interface Step {
  readonly kind: SettingsKind;
  readonly document: unknown;
  /** False: it still has what other documents refer to until they are replaced; another step follows. */
  readonly last: boolean;
}

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined && field !== null);
  return Object.fromEntries(
    fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, plain(field)]),
  );
};

/** Equal to the desk: the order of fields does not matter, nor does null against absent. */
export const same = (a: unknown, b: unknown): boolean =>
  JSON.stringify(plain(a)) === JSON.stringify(plain(b));

/** The wanted items, and after them those that are to go, changed so that they stand in nobody's way. */
const withOld = <T extends { readonly id: string | number }>(
  before: readonly T[],
  wanted: readonly T[],
  leaving: (old: T) => T = (old) => old,
): readonly T[] => [
  ...wanted,
  ...before.filter((old) => !wanted.some(({ id }) => id === old.id)).map(leaving),
];

/** Those to whom a category is pinned take tickets until the categories have been replaced. */
const agentsKeeping = (before: Settings, wanted: Settings): readonly Agent[] => {
  const pinned = new Map(
    before.agents
      .filter(({ id }) => before.categories.some(({ pinnedTo }) => pinnedTo === id))
      .map(({ id, role, capacity }) => [id, { role, capacity }]),
  );
  return withOld(
    before.agents,
    wanted.agents.map((agent) => ({ ...agent, ...pinned.get(agent.id) })),
    (old) => ({ ...old, email: `${old.id}@removed.invalid`, capacity: pinned.get(old.id)?.capacity ?? 0 }),
  );
};

/** Names, addresses and being the default must be free for whatever takes an old item's place. */
const keeping = (before: Settings, wanted: Settings, kind: SettingsKind): unknown => {
  switch (kind) {
    case 'desk': {
      const products = withOld(before.desk.products, wanted.desk.products, (old) => ({
        ...old,
        name: old.id,
        aliases: [],
      }));
      return { ...wanted.desk, products };
    }
    case 'groups':
      return withOld(before.groups, wanted.groups, (old) => ({ ...old, default: false }));
    case 'agents':
      return agentsKeeping(before, wanted);
    case 'categories':
      return withOld(before.categories, wanted.categories, (old) => ({ ...old, default: false }));
    case 'lines':
    case 'schedules':
      return withOld<{ readonly id: string | number }>(before[kind], wanted[kind]);
    // Nothing that comes after these refers to them.
    default:
      return wanted[kind];
  }
};

/**
 * Steps from what the desk has to what a file wants, changed documents only, in the order of `SETTINGS_KINDS`. What
 * is removed while another document still refers to it goes in a second step, after that one has been replaced.
 */
export const stepsFrom = (before: Settings, documents: Partial<Settings>): readonly Step[] => {
  const wanted: Settings = { ...before, ...documents };
  const changed = SETTINGS_KINDS.filter((kind) => !same(before[kind], wanted[kind]));
  const first: Step[] = [];
  const second: Step[] = [];
  let now = before;
  for (const kind of changed) {
    const refused = settingsProblems({ ...now, [kind]: wanted[kind] }, kind).length > 0;
    const kept = refused ? keeping(before, wanted, kind) : wanted[kind];
    const last = same(kept, wanted[kind]);
    now = { ...now, [kind]: kept };
    first.push({ kind, document: kept, last });
    if (!last) second.unshift({ kind, document: wanted[kind], last: true });
  }
  return [...first, ...second];
};

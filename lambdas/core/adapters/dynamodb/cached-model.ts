/** The active text model in the memory of one instance. */
import type { ModelRecord, ModelStore, TextModels } from '../../application/model-ports.ts';
import type { Clock } from '../../application/ports.ts';
import type { TextModel } from '../../domain/triage/model/model.ts';

/** A new model, or none, is in use everywhere after so long; a read a minute is all that a busy instance pays for it. */
const FRESH_MILLIS = 60_000;

type Store = Pick<ModelStore, 'active' | 'load'>;

interface Loaded {
  readonly record: ModelRecord | null;
  readonly model: TextModel | null;
}

const activeOf = async (store: Store): Promise<ModelRecord | null> => (await store.active())?.record ?? null;

const loaded = async (store: Store, record: ModelRecord | null): Promise<Loaded> => ({
  record,
  model: record === null ? null : await store.load(record),
});

/** Between the row and the bytes another may have taken its place, and it been forgotten: then that one is meant. */
const loadActive = async (store: Store, record: ModelRecord | null): Promise<Loaded> => {
  const first = await loaded(store, record);
  if (record === null || first.model !== null) return first;
  const now = await activeOf(store);
  return now?.version === record.version ? first : loaded(store, now);
};

/**
 * Asks for the row every minute that it is needed, and for the bytes once for each version. `onDamaged` hears of a model
 * that cannot be read, once for each version; the analysis goes on without.
 */
export const cachedTextModels = (
  store: Store,
  clock: Clock,
  onDamaged: (record: ModelRecord) => void,
): TextModels => {
  let askedAt = Number.NEGATIVE_INFINITY;
  let held: Loaded = { record: null, model: null };
  return {
    current: async () => {
      const now = Date.parse(clock.now());
      if (now - askedAt < FRESH_MILLIS) return held.model;
      const record = await activeOf(store);
      if (record?.version !== held.record?.version) {
        held = await loadActive(store, record);
        if (held.record !== null && held.model === null) onDamaged(held.record);
      }
      askedAt = now;
      return held.model;
    },
  };
};

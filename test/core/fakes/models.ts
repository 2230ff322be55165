/** Models and examples in memory. */
import { createHash } from 'node:crypto';
import type {
  ExampleStore,
  ModelRecord,
  ModelStore,
  Taught,
  Teaching,
  TextModels,
} from '../../../lambdas/core/application/model-ports.ts';
import { decodeModel } from '../../../lambdas/core/domain/triage/model/codec.ts';
import type { TextModel } from '../../../lambdas/core/domain/triage/model/model.ts';

/** `use` decides what the desk knows; null: nothing. */
export const fakeTextModels = () => {
  let present: TextModel | null = null;
  return {
    current: async () => present,
    use: (model: TextModel | null): void => {
      present = model;
    },
  } satisfies TextModels & Record<string, unknown>;
};

/** `files` may be damaged by a test. */
export const fakeModelStore = () => {
  const files = new Map<string, Uint8Array>();
  let record: ModelRecord | null = null;
  return {
    files,
    active: async () => record,
    load: async ({ version }: ModelRecord) => {
      const bytes = files.get(version);
      if (bytes === undefined) return null;
      try {
        return decodeModel(bytes);
      } catch {
        return null;
      }
    },
    write: async (version: string, bytes: Uint8Array) => {
      files.set(version, bytes);
      return createHash('sha256').update(bytes).digest('hex');
    },
    activate: async (next: ModelRecord, instead: string | null) => {
      if ((record?.version ?? null) !== instead) return false;
      record = next;
      return true;
    },
  } satisfies ModelStore & Record<string, unknown>;
};

type Label = 'category' | 'priority' | 'line' | 'solved';
const LABELS: readonly Label[] = ['category', 'priority', 'line', 'solved'];

export const fakeExamples = (): ExampleStore => {
  const said = new Map<string, Map<Label, Teaching>>();
  return {
    put: async (teaching) => {
      const own = said.get(teaching.ticketId) ?? new Map<Label, Teaching>();
      said.set(teaching.ticketId, own);
      for (const label of LABELS)
        if (teaching[label] !== undefined && (own.get(label)?.version ?? 0) < teaching.version)
          own.set(label, teaching);
    },
    newest: async (most) =>
      [...said]
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .slice(0, most)
        .map(
          ([ticketId, own]): Taught => ({
            ticketId,
            category: own.get('category')?.category ?? null,
            priority: own.get('priority')?.priority ?? null,
            line: own.get('line')?.line ?? null,
            solved: own.has('solved'),
          }),
        ),
  };
};

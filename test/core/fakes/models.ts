/** Models and examples in memory. */
import { createHash } from 'node:crypto';
import type { ModelFiles } from '../../../lambdas/core/adapters/dynamodb/model-store.ts';
import type {
  Activation,
  ActiveModel,
  ExampleStore,
  ModelRecord,
  ModelStore,
  Taught,
  Teaching,
  TextModels,
  Training,
  Trainings,
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

/** Files in memory, which a test may damage. */
export const someFiles = () => {
  const objects = new Map<string, Uint8Array>();
  const files: ModelFiles = {
    write: async (key, content) => void objects.set(key, content),
    read: async (key) => {
      const content = objects.get(key);
      if (content === undefined) throw Object.assign(new Error('gone'), { name: 'NoSuchKey' });
      return content;
    },
    remove: async (key) => void objects.delete(key),
  };
  return { objects, files };
};

/** `files` may be damaged by a test. */
export const fakeModelStore = () => {
  const files = new Map<string, Uint8Array>();
  const records = new Map<string, ModelRecord>();
  const decisions: Activation[] = [];
  let present: ActiveModel | null = null;
  const versionOf = (active: ActiveModel | null) => (active === null ? undefined : active.record?.version);
  return {
    files,
    active: async () => present,
    load: async ({ version }: ModelRecord) => {
      const bytes = files.get(version);
      if (bytes === undefined) return null;
      try {
        return decodeModel(bytes);
      } catch {
        return null;
      }
    },
    keep: async (model: Omit<ModelRecord, 'sha256'>, bytes: Uint8Array) => {
      const record = { ...model, sha256: createHash('sha256').update(bytes).digest('hex') };
      files.set(model.version, bytes);
      records.set(model.version, record);
      return record;
    },
    kept: async () => [...records.values()].sort((a, b) => (a.version < b.version ? 1 : -1)),
    activate: async (next: ActiveModel, instead: ActiveModel | null) => {
      if (instead !== null && versionOf(next) === versionOf(instead)) return true;
      const isThere = next.record === null || records.has(next.record.version);
      if (!isThere || (present === null) !== (instead === null) || versionOf(present) !== versionOf(instead))
        return false;
      present = next;
      decisions.unshift({ version: next.record?.version ?? null, at: next.at, by: next.by });
      return true;
    },
    forget: async (version: string) => {
      if (versionOf(present) === version) return false;
      records.delete(version);
      files.delete(version);
      return true;
    },
    activations: async (most: number) => decisions.slice(0, most),
  } satisfies ModelStore & Record<string, unknown>;
};

export const fakeTrainings = (): Trainings => {
  let present: Training | null = null;
  return {
    last: async () => present,
    begin: async (training) => {
      const isOver = present === null || present.finishedAt !== null || present.until <= training.startedAt;
      const isDone = present?.id === training.id && present.finishedAt !== null && present.failure === null;
      if (!isOver || isDone) return false;
      present = training;
      return true;
    },
    tell: async (training) => {
      const isOwn = present?.id === training.id && present.startedAt === training.startedAt;
      if (isOwn && present?.finishedAt === null) present = training;
    },
  };
};

type Label = 'category' | 'priority' | 'line' | 'solved' | 'merged';
const LABELS: readonly Label[] = ['category', 'priority', 'line', 'solved', 'merged'];

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
            merged: own.has('merged'),
          }),
        ),
  };
};

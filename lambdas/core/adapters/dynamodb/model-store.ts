/** Text models: a row says which is active, its bytes lie in the content bucket. */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { ModelRecord, ModelStore, TextModels } from '../../application/model-ports.ts';
import type { Clock } from '../../application/ports.ts';
import { MODELS_PREFIX } from '../../contracts/content.ts';
import type { TextModel } from '../../domain/triage/model/model.ts';
import { modelKey } from './keys.ts';
import { held } from './refusals.ts';
import type { Table } from './table.ts';

/** The content bucket, as far as models need it; adapters/s3/objects.ts is one. */
export interface ModelFiles {
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** Throws whatever S3 throws; `NoSuchKey` by name when it is gone. */
  read(key: string): Promise<Uint8Array>;
}

/** What turns bytes into a model; throws ModelDamaged. */
export type Decode = (bytes: Uint8Array) => TextModel | Promise<TextModel>;

const recordRow = z.object({
  version: z.string(),
  sha256: z.string(),
  trainedAt: z.string(),
  examples: z.number(),
  accuracy: z.number(),
  macroF1: z.number(),
});

const keyOf = (version: string): string => `${MODELS_PREFIX}${version}`;
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

export const dynamoModelStore = (table: Table, files: ModelFiles, decode: Decode): ModelStore => ({
  active: async () => {
    const row = await table.get(modelKey);
    return row === null ? null : z.parse(recordRow, row);
  },

  load: async ({ version, sha256 }) => {
    try {
      const bytes = await files.read(keyOf(version));
      return sha256Of(bytes) === sha256 ? await decode(bytes) : null;
    } catch (error) {
      // S3 tells who may not list the bucket AccessDenied of what is not there.
      if (isNamed(error, 'ModelDamaged', 'NoSuchKey', 'AccessDenied')) return null;
      throw error;
    }
  },

  write: async (version, bytes) => {
    await files.write(keyOf(version), bytes);
    return sha256Of(bytes);
  },

  activate: (record, instead) =>
    held(
      table.put(
        { ...modelKey, ...record },
        instead === null
          ? { ConditionExpression: 'attribute_not_exists(PK)' }
          : {
              ConditionExpression: '#version = :instead',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':instead': instead },
            },
      ),
    ),
});

/** A model is no secret and no hurry: a new one is in use everywhere after so long. */
const FRESH_MILLIS = 5 * 60_000;

/**
 * Asks for the row every five minutes, and for the bytes once for each version. `onDamaged` hears of a model that
 * cannot be read, once for each version; the analysis goes on without.
 */
export const cachedTextModels = (
  store: Pick<ModelStore, 'active' | 'load'>,
  clock: Clock,
  onDamaged: (record: ModelRecord) => void,
): TextModels => {
  let askedAt = Number.NEGATIVE_INFINITY;
  let version: string | undefined;
  let model: TextModel | null = null;
  return {
    current: async () => {
      const now = Date.parse(clock.now());
      if (now - askedAt < FRESH_MILLIS) return model;
      const record = await store.active();
      if (record?.version !== version) {
        model = record === null ? null : await store.load(record);
        version = record?.version;
        if (record !== null && model === null) onDamaged(record);
      }
      askedAt = now;
      return model;
    },
  };
};

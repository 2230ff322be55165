/** Text models: rows say what there is and which is active, the bytes lie in the content bucket. */
import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { ActiveModel, ModelRecord, ModelStore } from '../../application/model-ports.ts';
import { MODELS_PREFIX } from '../../contracts/content.ts';
import type { TextModel } from '../../domain/triage/model/model.ts';
import {
  ACTIVATION_SORT_PREFIX,
  activationKey,
  MODEL_SORT_PREFIX,
  modelKey,
  modelsPartition,
  modelVersionKey,
} from './keys.ts';
import { cancellationReasons, held } from './refusals.ts';
import type { Row, Table } from './table.ts';

/** The content bucket, as far as models need it; adapters/s3/objects.ts is one. */
export interface ModelFiles {
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** Throws whatever S3 throws; `NoSuchKey` by name when it is gone. */
  read(key: string): Promise<Uint8Array>;
  /** Nothing when it is gone. */
  remove(key: string): Promise<void>;
}

/** What turns bytes into a model; throws ModelDamaged. */
export type Decode = (bytes: Uint8Array) => TextModel | Promise<TextModel>;

/** Rows of the first version do not say whose a model is. */
const recordRow = z.object({
  version: z.string(),
  sha256: z.string(),
  trainedAt: z.string(),
  examples: z.number(),
  accuracy: z.number(),
  macroF1: z.number(),
  by: z._default(z.nullable(z.string()), null),
});

const activeRow = z.extend(recordRow, {
  off: z.optional(z.literal(true)),
  activatedAt: z._default(z.nullable(z.string()), null),
  activatedBy: z._default(z.nullable(z.string()), null),
});

const activationRow = z.object({
  version: z.nullable(z.string()),
  at: z.string(),
  by: z.nullable(z.string()),
});

/** What the row holds while the text model is off: an earlier version of the desk finds no such model and goes on without. */
const NONE = { version: 'none', sha256: '', trainedAt: '', examples: 0, accuracy: 0, macroF1: 0 };

const versionOf = (active: Pick<ActiveModel, 'record'>): string => active.record?.version ?? NONE.version;

const keyOf = (version: string): string => `${MODELS_PREFIX}${version}`;
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

const activeOf = (row: Row): ActiveModel => {
  const { off, activatedAt, activatedBy, ...record } = z.parse(activeRow, row);
  return { record: off === true ? null : record, at: activatedAt, by: activatedBy };
};

/** The row that says which is active is conditional on what it said before. */
const insteadOf = (instead: ActiveModel | null) =>
  instead === null
    ? { ConditionExpression: 'attribute_not_exists(PK)' }
    : {
        ConditionExpression: '#version = :instead',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':instead': versionOf(instead) },
      };

/** The mark `inUse` keeps the record of the active model from being forgotten; the one before loses it. */
const activationItems = (TableName: string, next: ActiveModel, instead: ActiveModel | null) => {
  const put = (Item: Row, condition: object = {}) => ({ Put: { TableName, Item, ...condition } });
  const { record, at, by } = next;
  const active = {
    ...modelKey,
    ...(record ?? { ...NONE, off: true }),
    activatedAt: at,
    activatedBy: by,
  };
  const decision = {
    ...activationKey(at ?? '', versionOf(next)),
    ...{ version: record?.version ?? null, at, by },
  };
  return [
    put(active, insteadOf(instead)),
    put(decision),
    ...(record === null
      ? []
      : [
          put(
            { ...modelVersionKey(record.version), ...record, inUse: true },
            { ConditionExpression: 'attribute_exists(PK)' },
          ),
        ]),
    ...(instead?.record == null
      ? []
      : [put({ ...modelVersionKey(instead.record.version), ...instead.record })]),
  ];
};

export const dynamoModelStore = (table: Table, files: ModelFiles, decode: Decode): ModelStore => {
  const active = async (): Promise<ActiveModel | null> => {
    const row = await table.get(modelKey);
    return row === null ? null : activeOf(row);
  };
  const rowsFrom = (prefix: string, more: { readonly Limit?: number } = {}) =>
    table.query({
      KeyConditionExpression: 'PK = :partition AND begins_with(SK, :prefix)',
      ExpressionAttributeValues: { ':partition': modelsPartition, ':prefix': prefix },
      ConsistentRead: true,
      ScanIndexForward: false,
      ...more,
    });
  return {
    active,

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

    keep: async (model, bytes) => {
      const record: ModelRecord = { ...model, sha256: sha256Of(bytes) };
      await files.write(keyOf(model.version), bytes);
      await table.put({ ...modelVersionKey(model.version), ...record });
      return record;
    },

    kept: async () => {
      const [rows, present] = await Promise.all([rowsFrom(MODEL_SORT_PREFIX), active()]);
      const records: ModelRecord[] = rows.map((row) => z.parse(recordRow, row));
      const used = present?.record ?? null;
      // The first version of the desk kept no row for each.
      const isListed = used === null || records.some(({ version }) => version === used.version);
      return isListed ? records : [...records, used].sort((a, b) => (a.version < b.version ? 1 : -1));
    },

    activate: async (next, instead) => {
      if (instead !== null && versionOf(next) === versionOf(instead)) return true;
      try {
        await table.transact(activationItems(table.name, next, instead), randomUUID());
        return true;
      } catch (error) {
        const reasons = cancellationReasons(error) ?? [];
        if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return false;
        throw error;
      }
    },

    forget: async (version) => {
      const isFree = await held(
        table.delete(modelVersionKey(version), { ConditionExpression: 'attribute_not_exists(inUse)' }),
      );
      if (isFree) await files.remove(keyOf(version));
      return isFree;
    },

    activations: async (most) =>
      (await rowsFrom(ACTIVATION_SORT_PREFIX, { Limit: most })).map((row) => z.parse(activationRow, row)),
  };
};

/** The text model: for those who ask it, and the door that teaches it. */

import { cachedTextModels } from '../adapters/dynamodb/cached-model.ts';
import { dynamoExamples } from '../adapters/dynamodb/examples.ts';
import { dynamoModelStore } from '../adapters/dynamodb/model-store.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { dynamoTrainings } from '../adapters/dynamodb/trainings.ts';
import { trainModel } from '../application/desk/train-model.ts';
import type { TextModels } from '../application/model-ports.ts';
import { clock, desk, tableOf } from '../compose.ts';
import { later } from '../contracts/later.ts';
import { TRAINING_SECONDS, trainingAsked } from '../contracts/training.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { log } from '../runtime/logger.ts';
import type { Occasion } from '../runtime/schedule-frame.ts';

/** Neither S3's client nor the model's code belongs to the start of a function: a desk may have no model. */
export const modelStoreIn = (table: Table, bucket: string) => {
  const objects = later(async () => (await import('../adapters/s3/objects.ts')).objectsIn(bucket));
  return dynamoModelStore(
    table,
    {
      write: async (key, bytes) => (await objects()).write(key, bytes),
      read: async (key) => (await objects()).read(key),
      remove: async (key) => (await objects()).remove(key),
    },
    async (bytes) => (await import('../domain/triage/model/codec.ts')).decodeModel(bytes),
  );
};

/** One for each instance of a function. */
export const textModelsIn = (table: Table, bucket: string): TextModels =>
  cachedTextModels(modelStoreIn(table, bucket), clock, ({ version }) =>
    log('error', 'MODEL_DAMAGED', { model: version }),
  );

export const trainModelDoor = (environment = readEnvironment('trainModel')) => {
  const table = tableOf(environment.TABLE_NAME);
  const parts = desk(table, environment.CONTENT_BUCKET);
  const run = trainModel(
    {
      ...parts,
      models: modelStoreIn(table, environment.CONTENT_BUCKET),
      examples: dynamoExamples(table),
      trainings: dynamoTrainings(table),
    },
    TRAINING_SECONDS,
  );
  return ({ correlationId, event }: Occasion) => {
    const { id, by } = trainingAsked(event);
    return run({ id: id ?? correlationId, by });
  };
};

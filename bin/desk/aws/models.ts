/** The text models of a desk and who teaches them, with the credentials that the operator has signed in with. */
import { userInfo } from 'node:os';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoModelStore } from '../../../lambdas/core/adapters/dynamodb/model-store.ts';
import { DynamoSettingsStore } from '../../../lambdas/core/adapters/dynamodb/settings-store.ts';
import { Table } from '../../../lambdas/core/adapters/dynamodb/table.ts';
import { dynamoTrainings } from '../../../lambdas/core/adapters/dynamodb/trainings.ts';
import { objectsIn } from '../../../lambdas/core/adapters/s3/objects.ts';
import { s3Texts } from '../../../lambdas/core/adapters/s3/texts.ts';
import type { SettingsStore } from '../../../lambdas/core/application/desk-ports.ts';
import type { ModelStore, Trainings } from '../../../lambdas/core/application/model-ports.ts';
import type { Clock } from '../../../lambdas/core/application/ports.ts';
import { decodeModel } from '../../../lambdas/core/domain/triage/model/codec.ts';
import { type DeskPlace, findDesk, type Whereabouts } from './place.ts';

export interface ModelsOfDesk {
  readonly place: DeskPlace;
  readonly models: ModelStore;
  readonly trainings: Trainings;
  readonly settings: Pick<SettingsStore, 'current'>;
  /** The desk's own time, when it was asked for. */
  readonly clock: Clock;
}

/** Throws Refused. */
export const modelsOf = async (where: Whereabouts): Promise<ModelsOfDesk> => {
  const place = await findDesk(where);
  const { access, outputs } = place;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(access), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const s3 = new S3Client({ ...access, ...(access.endpoint === undefined ? {} : { forcePathStyle: true }) });
  const table = new Table(client, outputs.TableName);
  const at = (await place.now()).toISOString();
  const clock = { now: () => at };
  return {
    place,
    models: dynamoModelStore(table, objectsIn(outputs.ContentBucketName, s3), decodeModel),
    trainings: dynamoTrainings(table),
    settings: new DynamoSettingsStore(table, s3Texts(outputs.ContentBucketName, s3), clock),
    clock,
  };
};

/** Who types: AWS knows them by their credentials, colleagues by this. */
export const operator = (): string => {
  try {
    return userInfo().username;
  } catch {
    // A container may run as somebody whom it does not know.
    return 'operator';
  }
};

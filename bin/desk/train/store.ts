/** Where trained models go, with the credentials that the operator has signed in with, and who trains from tickets of the desk. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { dynamoModelStore } from '../../../lambdas/core/adapters/dynamodb/model-store.ts';
import { Table } from '../../../lambdas/core/adapters/dynamodb/table.ts';
import { objectsIn } from '../../../lambdas/core/adapters/s3/objects.ts';
import {
  activateModel,
  type Decision,
  type Lesson,
} from '../../../lambdas/core/application/desk/activate-model.ts';
import { decodeModel } from '../../../lambdas/core/domain/triage/model/codec.ts';
import type { Measures } from '../../../lambdas/core/domain/triage/model/measures.ts';
import { invoker } from '../aws/invoke.ts';
import { findDesk, type Whereabouts } from '../aws/place.ts';
import { Refused } from '../http.ts';

const figures = ({ accuracy, macroF1 }: Measures): string =>
  `accuracy ${accuracy.toFixed(3)}, macro-F1 ${macroF1.toFixed(3)}`;

const worse = (candidate: Measures, present: Measures): Refused =>
  new Refused(
    `the present model stays, it is better: ${figures(present)}, the new one: ${figures(candidate)}`,
  );

/** One line for people. Throws Refused when the model is worse than the present one. */
const outcome = ({ result, version, candidate, present }: Decision): string => {
  if (result === 'overtaken') throw new Refused('another model was stored meanwhile; train again');
  if (result === 'worse' && present !== null) throw worse(candidate, present);
  const before = present === null ? '' : `; the one before: ${figures(present)}`;
  return `the desk uses model ${version} within five minutes: ${figures(candidate)}${before}`;
};

/** Stores the model and lets the desk use it, if it is not worse than the present one on the same tickets. */
export const storeModel = async (where: Whereabouts, lesson: Lesson): Promise<string> => {
  const { access, outputs, now } = await findDesk(where);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(access), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const s3 = new S3Client({ ...access, ...(access.endpoint === undefined ? {} : { forcePathStyle: true }) });
  const models = dynamoModelStore(
    new Table(client, outputs.TableName),
    objectsIn(outputs.ContentBucketName, s3),
    decodeModel,
  );
  const at = (await now()).toISOString();
  return outcome(await activateModel({ models, clock: { now: () => at } })(lesson));
};

const trained = z.object({
  nothing: z.number().optional(),
  activated: z.number(),
  worse: z.number().optional(),
  examples: z.number().optional(),
  accuracy: z.number().optional(),
  macroF1: z.number().optional(),
  presentAccuracy: z.number().optional(),
  presentMacroF1: z.number().optional(),
});

/** What the function answered, in a line. Throws Refused when the present model stays. */
export const trainedText = (answer: unknown): string => {
  const told = trained.parse(answer);
  if (told.nothing === 1)
    throw new Refused(
      'there is nothing to learn from: at least 50 tickets of two categories must have been solved or corrected by agents',
    );
  const candidate = { accuracy: told.accuracy ?? 0, macroF1: told.macroF1 ?? 0 };
  if (told.worse === 1)
    throw worse(candidate, { accuracy: told.presentAccuracy ?? 0, macroF1: told.presentMacroF1 ?? 0 });
  if (told.activated === 0) throw new Refused('another model was stored meanwhile; train again');
  return `learnt from ${told.examples ?? 0} tickets; the desk uses the model within five minutes: ${figures(candidate)}`;
};

/** The same function that learns every week. */
export const trainAtDesk = async (where: Whereabouts): Promise<string> => {
  const { access, outputs } = await findDesk(where);
  const invoked = await invoker(access)(outputs.TrainModelFunctionArn, {});
  if (!invoked.ok) throw new Refused(`the desk could not learn: ${invoked.why}`);
  return trainedText(invoked.answer);
};

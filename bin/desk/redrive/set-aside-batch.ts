/** Reads an object of the set-aside bucket: which stream reader gave up which changes. */
import * as z from 'zod';
import type { Outputs } from '../aws/place.ts';

export interface SetAsideBatch {
  /** The present function; the one that gave up may have been replaced since. */
  readonly functionArn: string;
  /** The event as the function should have got it: whole stream records. */
  readonly payload: { readonly Records: readonly unknown[] };
  /** Ids of the tickets, each once. */
  readonly tickets: readonly string[];
}

const records = z.looseObject({
  Records: z.array(
    z.looseObject({ dynamodb: z.looseObject({ Keys: z.object({ PK: z.object({ S: z.string() }) }) }) }),
  ),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html; only a bucket gets the payload. */
const stored = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  payload: z
    .union([
      z.string().transform((text, context) => {
        try {
          return JSON.parse(text) as unknown;
        } catch {
          context.addIssue('is no JSON');
          return z.NEVER;
        }
      }),
      z.unknown(),
    ])
    .pipe(records),
});

/** CloudFormation ends a generated name with twelve characters that change when the function is made anew. */
const stem = (functionArn: string): string =>
  (functionArn.split(':')[6] ?? '').replace(/-[A-Za-z0-9]{12}$/, '');

/** Null: it is not what Lambda writes there, or of a function that is no stream reader. */
export const setAsideBatchIn = (
  body: string,
  readers: Pick<Outputs, 'OrchestrateFunctionArn' | 'RelayFunctionArn'>,
): SetAsideBatch | null => {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  const read = stored.safeParse(json);
  if (!read.success) return null;
  const { requestContext, payload } = read.data;
  const functionArn = [readers.OrchestrateFunctionArn, readers.RelayFunctionArn].find(
    (reader) => stem(reader) === stem(requestContext.functionArn),
  );
  if (functionArn === undefined) return null;
  const partitions = payload.Records.map(({ dynamodb }) => dynamodb.Keys.PK.S);
  return {
    functionArn,
    payload,
    tickets: [...new Set(partitions)].map((key) => key.replace(/^TICKET#/, '')),
  };
};

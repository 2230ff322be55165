/** Reads an object of the set-aside bucket: which stream reader gave up which changes. */
import * as z from 'zod';
import { functionName } from '../aws/invoke.ts';
import type { Outputs } from '../aws/place.ts';

export interface SetAsideBatch {
  /** The present function; the one that gave up may have been replaced since. */
  readonly functionArn: string;
  /** The event exactly as the function should have got it: whole stream records. */
  readonly payload: unknown;
  readonly records: number;
  /** Ids of the tickets, each once. */
  readonly tickets: readonly string[];
}

const stored = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  // "<Whole Event>": https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html does not say whether as
  // a text or as it is.
  payload: z.unknown(),
});

const event = z.object({
  Records: z
    .array(z.object({ dynamodb: z.object({ Keys: z.object({ PK: z.object({ S: z.string() }) }) }) }))
    .min(1),
});

/** CloudFormation ends a generated name with twelve characters that change when the function is made anew. */
const stem = (functionArn: string): string => functionName(functionArn).replace(/-[A-Za-z0-9]{12}$/, '');

/** Null: it is not what Lambda writes there, or of a function that is no stream reader. */
export const setAsideBatchIn = (
  body: string,
  readers: Pick<Outputs, 'OrchestrateFunctionArn' | 'RelayFunctionArn'>,
): SetAsideBatch | null => {
  try {
    const { requestContext, payload: whole } = stored.parse(JSON.parse(body));
    const payload: unknown = typeof whole === 'string' ? JSON.parse(whole) : whole;
    const { Records } = event.parse(payload);
    const functionArn = [readers.OrchestrateFunctionArn, readers.RelayFunctionArn].find(
      (reader) => stem(reader) === stem(requestContext.functionArn),
    );
    if (functionArn === undefined) return null;
    const partitions = new Set(Records.map(({ dynamodb }) => dynamodb.Keys.PK.S));
    const tickets = [...partitions].map((partition) => partition.replace(/^TICKET#/, ''));
    return { functionArn, payload, records: Records.length, tickets };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
};

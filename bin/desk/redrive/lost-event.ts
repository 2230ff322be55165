/** Reads a message of the queue of lost events: which function should have taken what. */
import type { Message } from '@aws-sdk/client-sqs';
import * as z from 'zod';

export interface LostEvent {
  readonly functionArn: string;
  readonly payload: unknown;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const byLambda = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  requestPayload: z.unknown(),
});

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Null: neither Lambda nor a rule of a bus wrote it. */
export const lostEventIn = ({ Body = '', MessageAttributes = {} }: Message): LostEvent | null => {
  const body = jsonIn(Body);
  // Set by a rule that could not deliver: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
  const target = MessageAttributes.TARGET_ARN?.StringValue;
  if (target?.includes(':function:') === true && body !== undefined)
    return { functionArn: target, payload: body };
  const record = byLambda.safeParse(body);
  if (!record.success) return null;
  return { functionArn: record.data.requestContext.functionArn, payload: record.data.requestPayload };
};

/** Which language model is asked about tickets that nothing else could place, how often and how long (ADR 25). */
import * as z from 'zod/mini';

/**
 * Id of a model or of an inference profile of Amazon Bedrock:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export const MODEL_ID = /^[a-z0-9-]+(\.[a-zA-Z0-9-]+)+(:[a-z0-9-]+){0,2}$/;

/** The stage's `languageModels` in cdk.json has to name it too, or the desk is not allowed to ask it. */
const modelId = z
  .string()
  .check(
    z.maxLength(200),
    z.regex(
      MODEL_ID,
      'must be the id of a model or an inference profile of Amazon Bedrock, such as "eu.amazon.nova-lite-v1:0"',
    ),
  );

/** null: off. */
export const languageModel = z._default(
  z.nullable(
    z.strictObject({
      model: modelId,
      /** By UTC days; when they are used up tickets are sorted without it. */
      callsPerDay: z._default(z.int().check(z.minimum(1), z.maximum(100_000)), 500),
      timeoutSeconds: z._default(z.int().check(z.minimum(1), z.maximum(10)), 4),
      /** How much chance is in its answers; null says nothing of it, for models that refuse to be told. */
      temperature: z._default(z.nullable(z.number().check(z.minimum(0), z.maximum(1))), 0),
    }),
  ),
  null,
);

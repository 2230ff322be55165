/** The answer kept for a repeated request, as a row that is void after 24 hours whether deleted or not. */
import * as z from 'zod/mini';
import type { OnceRow } from '../../application/records.ts';
import type { Texts } from '../s3/texts.ts';
import { onceKey } from './keys.ts';
import { heldText, holdText, readText } from './long-text.ts';
import type { Row } from './table.ts';

const KEPT_SECONDS = 24 * 3600;

const onceRow = z.object({
  scope: z.string(),
  bodyHash: z.string(),
  status: z.int(),
  version: z.nullable(z.int()),
  body: heldText,
  expiresAt: z.number(),
});

/** DynamoDB's times to live are in whole seconds. */
export const secondsOf = (at: string): number => Math.floor(Date.parse(at) / 1000);

export const rowOfOnce = async (once: OnceRow, now: string, texts: Texts): Promise<Row> => ({
  ...onceKey(once.scope),
  scope: once.scope,
  bodyHash: once.bodyHash,
  status: once.answer.status,
  version: once.answer.version,
  body: await holdText(texts, JSON.stringify(once.answer.body ?? null)),
  expiresAt: secondsOf(now) + KEPT_SECONDS,
});

/** Expired rows are deleted late, so "absent" alone would refuse a key for days. */
export const absentOrExpired = (now: string) => ({
  ConditionExpression: 'attribute_not_exists(PK) OR expiresAt <= :now',
  ExpressionAttributeValues: { ':now': secondsOf(now) },
});

/** null when it has expired. */
export const onceOf = async (row: Row, now: string, texts: Texts): Promise<OnceRow | null> => {
  const parsed = z.parse(onceRow, row);
  if (parsed.expiresAt <= secondsOf(now)) return null;
  const { scope, bodyHash, status, version } = parsed;
  const body: unknown = JSON.parse(await readText(texts, parsed.body));
  return { scope, bodyHash, answer: { status, version, body } };
};

/** What DynamoDB refuses, told apart: a condition that did not hold, and "not now". */
import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb';

/** The row as it was, in the wire's form: conditional failures are not translated by the document client. */
export type WireRow = Readonly<Record<string, AttributeValue>>;

const busy = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

const busyReasons = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** One per item of a cancelled transaction, in their order; null for any other error. */
export const cancellationReasons = (error: unknown): readonly CancellationReason[] | null => {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return null;
  return 'CancellationReasons' in error && Array.isArray(error.CancellationReasons)
    ? error.CancellationReasons
    : [];
};

/**
 * True for what the same call may get past a moment later. The SDK does not retry transactions that cancel each
 * other (docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html, "Conflict handling").
 */
export const isBusy = (error: unknown): boolean => {
  const reasons = cancellationReasons(error);
  if (reasons === null) return error instanceof Error && busy.has(error.name);
  const failed = reasons.filter(({ Code }) => Code !== undefined && Code !== 'None');
  return failed.length > 0 && failed.every(({ Code }) => busyReasons.has(Code ?? ''));
};

/** The database is away: the SDK has tried three times already. */
export const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  (('$fault' in error && error.$fault === 'server') ||
    ['TimeoutError', 'ECONNREFUSED', 'ECONNRESET'].includes(error.name) ||
    ('code' in error && ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'].includes(String(error.code))));

/** The row that stood in the way (undefined: there was none), or null when it was another error. */
export const refusedRow = (error: unknown): { readonly row: WireRow | undefined } | null => {
  if (!isNamed(error, 'ConditionalCheckFailedException')) return null;
  return { row: (error as { readonly Item?: WireRow }).Item };
};

/** True unless the condition of the write did not hold. */
export const held = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (refusedRow(error) === null) throw error;
    return false;
  }
};

export const textIn = (row: WireRow | undefined, name: string): string | null => row?.[name]?.S ?? null;

export const numberIn = (row: WireRow | undefined, name: string): number | null => {
  const digits = row?.[name]?.N;
  return digits === undefined ? null : Number(digits);
};

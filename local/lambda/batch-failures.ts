/** What a function with ReportBatchItemFailures says about a batch. */

export type BatchVerdict = 'succeeded' | 'failed' | ReadonlySet<string>;

/**
 * An empty or absent list is success, an identifier that is empty or unknown is failure of all
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html).
 */
export function batchVerdict(payload: unknown, ids: readonly string[]): BatchVerdict {
  if (payload === null || payload === undefined) return 'succeeded';
  if (typeof payload !== 'object') return 'failed';
  const failures = 'batchItemFailures' in payload ? payload.batchItemFailures : [];
  if (failures === null || (Array.isArray(failures) && failures.length === 0)) return 'succeeded';
  if (!Array.isArray(failures)) return 'failed';
  const failed = failures.map((one: unknown) =>
    typeof one === 'object' && one !== null && 'itemIdentifier' in one ? one.itemIdentifier : undefined,
  );
  const known = failed.every((id) => typeof id === 'string' && ids.includes(id));
  return known ? new Set(failed.map(String)) : 'failed';
}

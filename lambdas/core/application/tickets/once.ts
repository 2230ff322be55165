/** The row that answers a repeated request, or null when the caller sent no Idempotency-Key. */
import type { Outcome, Request } from '../operation.ts';
import type { OnceRow } from '../records.ts';

export const once = (key: Request<unknown>['once'], outcome: Outcome<unknown>): OnceRow | null =>
  key === null
    ? null
    : {
        ...key,
        answer: { status: outcome.status ?? 200, version: outcome.version ?? null, body: outcome.body },
      };

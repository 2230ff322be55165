/** How many instances of a function may run on one machine. */
import type { Blueprint } from '../template/blueprint.ts';
import type { FunctionDescription } from '../template/functions.ts';

const BEHIND_THE_API = 4;
const OTHERS = 2;

/** `given` takes the place of both numbers; reserved concurrency is a limit here as on AWS. */
export function instanceLimit(
  blueprint: Blueprint,
  given?: number,
): (description: FunctionDescription) => number {
  const behindApi = new Set(blueprint.api?.routes.map(({ functionArn }) => functionArn));
  return ({ arn, reservedConcurrency = Number.POSITIVE_INFINITY }) =>
    Math.max(1, Math.min(given ?? (behindApi.has(arn) ? BEHIND_THE_API : OTHERS), reservedConcurrency));
}

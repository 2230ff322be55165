/** How many instances of a function may run on one machine. */
import type { Blueprint } from '../template/blueprint.ts';
import type { FunctionDescription } from '../template/functions.ts';

/** More would only share the two processors of a small machine, and take 20 MB each. */
const BEHIND_THE_API = 2;
const OTHERS = 1;

/** Whether a function answers people: they wait for it. */
export function behindApi(blueprint: Blueprint): (description: FunctionDescription) => boolean {
  const arns = new Set(blueprint.api?.routes.map(({ functionArn }) => functionArn));
  return ({ arn }) => arns.has(arn);
}

/** `given` takes the place of both numbers; reserved concurrency is a limit here as on AWS. */
export function instanceLimit(
  blueprint: Blueprint,
  given?: number,
): (description: FunctionDescription) => number {
  const isBehindApi = behindApi(blueprint);
  return (description) => {
    const { reservedConcurrency = Number.POSITIVE_INFINITY } = description;
    const limit = given ?? (isBehindApi(description) ? BEHIND_THE_API : OTHERS);
    return Math.max(1, Math.min(limit, reservedConcurrency));
  };
}

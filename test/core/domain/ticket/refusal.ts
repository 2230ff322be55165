/** Reads a refusal as a test wants to compare it. */
import { DomainError } from '../../../../lambdas/core/domain/errors.ts';

/** Name, kind and wrong paths of what a rule throws; null when it throws nothing. */
export const refusal = (attempt: () => unknown) => {
  try {
    attempt();
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { name: error.name, kind: error.kind, paths: error.problems.map(({ path }) => path) };
  }
};

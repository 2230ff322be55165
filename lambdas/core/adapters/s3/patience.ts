/** What S3 answers when the same call may succeed a moment later. */
import { throttled } from '../../domain/errors.ts';

const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'SlowDown' ||
    error.name === 'TimeoutError' ||
    ('$fault' in error && error.$fault === 'server'));

/** Throws Throttled when the store is away; every other error as it is. */
export const patient = async <T>(store: string, call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw isAway(error) ? throttled(store, error) : error;
  }
};

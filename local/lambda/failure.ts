/** Errors in the words in which Lambda reports them. */
import type { FunctionFailure } from './protocol.ts';

export const failure = (
  errorType: string,
  errorMessage: string,
  trace: readonly string[] = [],
): FunctionFailure => ({
  ok: false,
  errorType,
  errorMessage,
  trace,
});

/** What the Node.js runtime makes of something thrown: `errorType` is the name that ASL's ErrorEquals sees. */
export function failureOf(thrown: unknown): FunctionFailure {
  if (thrown instanceof Error || isErrorLike(thrown)) {
    return failure(thrown.name, thrown.message, thrown.stack?.split('\n') ?? []);
  }
  return failure(typeof thrown, String(thrown));
}

/** Errors of another realm are errors too. */
const isErrorLike = (thrown: unknown): thrown is Error =>
  typeof thrown === 'object' && thrown !== null && 'name' in thrown && 'message' in thrown;

/** Lambda could not even take the invocation. Step Functions knows the error by this name. */
export const THROTTLED = 'Lambda.TooManyRequestsException';

/** Synchronous requests and answers, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. */
export const PAYLOAD_LIMIT = 6 * 1024 * 1024;

/** Asynchronous requests, same page. */
export const ASYNC_PAYLOAD_LIMIT = 1024 * 1024;

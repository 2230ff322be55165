/** How a state fails, and which names in Retry and Catch that failure answers to. */

/** What becomes `$states.errorOutput` and, if nobody catches it, the end of the execution. */
export interface Failure {
  readonly error: string;
  /** Absent for timeouts, as on AWS. */
  readonly cause?: string | undefined;
  /** A task that fell silent: recorded as States.Timeout, but also answers to States.HeartbeatTimeout. */
  readonly heartbeat?: boolean;
  /** A branch of this Parallel failed: also answers to States.BranchFailed. */
  readonly branch?: boolean;
  /** The expression's field, if evaluating it is what failed. */
  readonly location?: string;
  /** Found by Step Functions itself, whose sentence then names the state. */
  readonly own?: boolean;
}

/** Thrown inside the interpreter; never leaves it. */
export class StateFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(`${failure.error}: ${failure.cause ?? ''}`);
    this.name = 'StateFailed';
    this.failure = failure;
  }
}

/** The failure of a value that grew over what Step Functions carries. */
export const dataLimitExceeded = (what: string): StateFailed =>
  new StateFailed({
    error: 'States.DataLimitExceeded',
    cause: `${what} has a size exceeding the maximum number of bytes service limit.`,
    own: true,
  });

/** The failure of an expression, in AWS's words, with the field it stands in. */
export const evaluationFailed = (source: string, field: string, what: string): StateFailed =>
  new StateFailed({
    error: 'States.QueryEvaluationError',
    cause: `The JSONata expression '${source}' specified for the field '${field}' ${what}`,
    location: field,
    own: true,
  });

/** Neither `States.ALL` nor `States.TaskFailed` stands for these. */
const TERMINAL = new Set(['States.Runtime', 'States.DataLimitExceeded']);

const answersTo = (failure: Failure, name: string): boolean => {
  if (failure.error === 'States.Runtime') return false;
  if (name === failure.error) return true;
  if (name === 'States.HeartbeatTimeout') return failure.heartbeat === true;
  if (TERMINAL.has(failure.error)) return false;
  if (name === 'States.ALL') return true;
  if (name === 'States.BranchFailed') return failure.branch === true;
  return name === 'States.TaskFailed' && failure.error !== 'States.Timeout';
};

/**
 * Whether a Retry or Catch that waits for `names` is meant.
 * {@link https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html}
 */
export const isNamedBy = (failure: Failure, names: readonly string[]): boolean =>
  names.some((name) => answersTo(failure, name));

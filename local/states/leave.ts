/** The ways out of a state: with its output, into a retry, into a Catch, or for good. */
import type { Catcher, Json, Retrier, State } from './asl.ts';
import type { Frame } from './execution.ts';
import { type Failure, isNamedBy, StateFailed } from './failure.ts';
import { outputDetail, record } from './history.ts';
import { carried, type Extra, evaluateField, type Run } from './run.ts';

/** What a state, a matching rule of Choice, or a Catch says about the way out. */
export interface Exit {
  readonly Output?: Json | undefined;
  readonly Assign?: Readonly<Record<string, Json>> | undefined;
  readonly Next?: string | undefined;
}

/**
 * Shapes `unshaped` by Output and Assign (which both see the old variables), records the exit and goes on.
 * `at` is the path of `exit` inside the state, '' or `Catch[0]/`.
 */
const leaveBy = async (
  run: Run,
  frame: Frame,
  type: State['Type'],
  exit: Exit,
  at: string,
  unshaped: Json,
  extra: Extra,
): Promise<void> => {
  const output =
    exit.Output === undefined ? unshaped : await evaluateField(run, frame, exit.Output, `${at}Output`, extra);
  const text = carried(output, `The output of the state '${frame.state}'`);
  const assigned: Record<string, Json> = {};
  for (const [name, template] of Object.entries(exit.Assign ?? {}))
    assigned[name] = await evaluateField(run, frame, template, `${at}Assign/${name}`, extra);
  carried(assigned, `Assign of the state '${frame.state}'`);
  const written = Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)]);
  frame.lastEvent = record(run, frame.lastEvent, `${type}StateExited`, {
    name: frame.state,
    ...outputDetail(text),
    ...(written.length === 0
      ? {}
      : { assignedVariables: Object.fromEntries(written), assignedVariablesDetails: { truncated: false } }),
  });
  Object.assign(frame.variables, assigned);
  frame.attempts = [];
  if (exit.Next === undefined) {
    frame.phase = { kind: 'done', output };
    return;
  }
  frame.state = exit.Next;
  frame.input = output;
  frame.phase = { kind: 'enter' };
};

/** Leaves a state that has done its work. `result` is what `$states.result` is, if the state has one. */
export const leave = (
  run: Run,
  frame: Frame,
  type: State['Type'],
  exit: Exit,
  result?: Json,
  at = '',
): Promise<void> =>
  leaveBy(run, frame, type, exit, at, result === undefined ? frame.input : result, { result });

/** Seconds before retry number `used` + 1. */
const retryDelaySeconds = (retrier: Retrier, used: number): number => {
  const growing = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** used;
  const delay = Math.min(growing, retrier.MaxDelaySeconds ?? 31_622_400);
  return retrier.JitterStrategy === 'FULL' ? delay * Math.random() : delay;
};

/** The first retrier that names the failure decides; whether it still had an attempt. */
const retried = (run: Run, frame: Frame, retriers: readonly Retrier[], failure: Failure): boolean => {
  const index = retriers.findIndex((retrier) => isNamedBy(failure, retrier.ErrorEquals));
  const retrier = retriers[index];
  if (retrier === undefined) return false;
  const used = frame.attempts[index] ?? 0;
  if (used >= (retrier.MaxAttempts ?? 3)) return false;
  frame.attempts = retriers.map((_, i) => (frame.attempts[i] ?? 0) + (i === index ? 1 : 0));
  frame.phase = { kind: 'retry', until: run.now + retryDelaySeconds(retrier, used) * 1000 };
  return true;
};

const caught = async (
  run: Run,
  frame: Frame,
  type: State['Type'],
  catchers: readonly Catcher[],
  failure: Failure,
): Promise<boolean> => {
  const index = catchers.findIndex((catcher) => isNamedBy(failure, catcher.ErrorEquals));
  const catcher = catchers[index];
  if (catcher === undefined) return false;
  const errorOutput = { Error: failure.error, Cause: failure.cause ?? '' };
  await leaveBy(run, frame, type, catcher, `Catch[${index}]/`, errorOutput, { errorOutput });
  return true;
};

const named = (frame: Frame, failure: Failure): Failure =>
  failure.own
    ? {
        ...failure,
        own: false,
        cause: `An error occurred while executing the state '${frame.state}' (entered at the event id #${frame.enteredEvent}). ${failure.cause ?? ''}`,
      }
    : failure;

const recordEvaluation = (run: Run, frame: Frame, failure: Failure): void => {
  if (failure.location === undefined) return;
  frame.lastEvent = record(run, frame.lastEvent, 'EvaluationFailed', {
    error: failure.error,
    cause: failure.cause,
    location: failure.location,
    state: frame.state,
  });
};

/** A state has failed: retries it, goes to whoever catches it, or fails the thread. */
export const recover = async (run: Run, frame: Frame, state: State, original: Failure): Promise<void> => {
  recordEvaluation(run, frame, original);
  const failure = named(frame, original);
  const recovery = 'Retry' in state || 'Catch' in state ? state : undefined;
  if (retried(run, frame, recovery?.Retry ?? [], failure)) return;
  try {
    if (await caught(run, frame, state.Type, recovery?.Catch ?? [], failure)) return;
  } catch (error) {
    if (!(error instanceof StateFailed)) throw error;
    recordEvaluation(run, frame, error.failure);
    frame.phase = { kind: 'failed', failure: named(frame, error.failure) };
    return;
  }
  frame.phase = { kind: 'failed', failure };
};

/** The failure when a Choice has no way on. */
export const noChoiceMatched = (): StateFailed =>
  new StateFailed({
    error: 'States.NoChoiceMatched',
    cause: 'Failed to transition out of the state. No rule of Choices matched, and there is no Default.',
    own: true,
  });

/** The Task state: schedules the call of a function, and reads how it or the holder of its token answered. */
import { randomUUID } from 'node:crypto';
import type { Json, TaskState } from '../asl.ts';
import type { Frame, Outcome, TaskPhase } from '../execution.ts';
import { expectType } from '../expressions.ts';
import { StateFailed } from '../failure.ts';
import { outputDetail, record } from '../history.ts';
import { leave } from '../leave.ts';
import { carried, type Extra, evaluateField, type Run } from '../run.ts';

/** What AWS waits at most for a task without TimeoutSeconds: somewhat over three years. */
const LONGEST_SECONDS = 99_999_999;

const resourceOf = (waits: boolean) => ({
  resourceType: 'lambda',
  resource: waits ? 'invoke.waitForTaskToken' : 'invoke',
});

const secondsField = async (
  run: Run,
  frame: Frame,
  template: number | string | undefined,
  field: string,
): Promise<number | undefined> => {
  if (template === undefined) return undefined;
  const value = await evaluateField(run, frame, template, field);
  expectType(value, 'integer', template, field, 1);
  return value as number;
};

/** Evaluates the arguments and times; the call itself is made once the turn is saved. */
export const beginTask = async (run: Run, frame: Frame, state: TaskState): Promise<void> => {
  const waits = state.Resource.endsWith('.waitForTaskToken');
  const token = waits ? run.newToken() : undefined;
  const extra: Extra = { token };
  const args = await evaluateField(run, frame, state.Arguments as Json, 'Arguments', extra);
  const { FunctionName: functionName, Payload: payload = {} } = args as {
    FunctionName: Json;
    Payload?: Json;
  };
  expectType(functionName, 'string', state.Arguments.FunctionName, 'Arguments/FunctionName');
  const parameters = carried(args, `The Arguments of the state '${frame.state}'`);
  const timeout = await secondsField(run, frame, state.TimeoutSeconds, 'TimeoutSeconds');
  const heartbeat = await secondsField(run, frame, state.HeartbeatSeconds, 'HeartbeatSeconds');
  if (heartbeat !== undefined && heartbeat >= (timeout ?? LONGEST_SECONDS))
    throw new StateFailed({
      error: 'States.Runtime',
      cause: `HeartbeatSeconds (${heartbeat}) must be less than TimeoutSeconds (${timeout}).`,
      own: true,
    });
  const scheduled = record(run, frame.lastEvent, 'TaskScheduled', {
    ...resourceOf(waits),
    region: run.region,
    parameters,
    ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
    ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
  });
  frame.lastEvent = record(run, scheduled, 'TaskStarted', resourceOf(waits));
  frame.phase = {
    kind: 'task',
    callId: randomUUID(),
    ...(token === undefined ? {} : { token }),
    functionName: functionName as string,
    payload,
    acknowledged: false,
    deadline: run.now + (timeout ?? LONGEST_SECONDS) * 1000,
    ...(heartbeat === undefined
      ? {}
      : { heartbeatSeconds: heartbeat, heartbeatDeadline: run.now + heartbeat * 1000 }),
  };
};

const fail = (
  run: Run,
  frame: Frame,
  task: TaskPhase,
  type: 'TaskFailed' | 'TaskTimedOut',
  failure: StateFailed,
) => {
  const { error, cause } = failure.failure;
  frame.lastEvent = record(run, frame.lastEvent, type, {
    ...resourceOf(task.token !== undefined),
    error,
    ...(cause === undefined ? {} : { cause }),
  });
  return failure;
};

/** Goes on if there is an answer or the time is up; false if the task still waits. */
export const stepTask = async (
  run: Run,
  frame: Frame,
  state: TaskState,
  task: TaskPhase,
): Promise<boolean> => {
  const { outcome } = task;
  if (outcome?.ok) {
    const text = carried(outcome.output, `The result of the task of the state '${frame.state}'`);
    frame.lastEvent = record(run, frame.lastEvent, 'TaskSucceeded', {
      ...resourceOf(task.token !== undefined),
      ...outputDetail(text),
    });
    await leave(run, frame, 'Task', state, outcome.output);
    return true;
  }
  if (outcome !== undefined) throw fail(run, frame, task, 'TaskFailed', new StateFailed(outcome.failure));
  const silent = task.heartbeatDeadline !== undefined && run.now >= task.heartbeatDeadline;
  // AWS records a missed heartbeat as States.Timeout too.
  if (silent || run.now >= task.deadline)
    throw fail(
      run,
      frame,
      task,
      'TaskTimedOut',
      new StateFailed({ error: 'States.Timeout', heartbeat: silent }),
    );
  return false;
};

/** The function took note of the token: from here on only the token or the clock ends the task. */
export const acknowledge = (run: Run, frame: Frame, task: TaskPhase, output: Json): void => {
  task.acknowledged = true;
  delete task.payload;
  frame.lastEvent = record(run, frame.lastEvent, 'TaskSubmitted', {
    ...resourceOf(true),
    ...outputDetail(JSON.stringify(output)),
  });
};

/** Hands an answer to the task; the next step of the frame reads it. */
export const answer = (task: TaskPhase, outcome: Outcome): void => {
  task.outcome = outcome;
};

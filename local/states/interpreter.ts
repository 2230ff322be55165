/** Steps an execution until nothing in it can move without an answer or the clock. */
import type { Scope, State } from './asl.ts';
import { beginMap, beginParallel, stepChildren } from './begin/children.ts';
import { beginChoice } from './begin/choice.ts';
import { beginTask, stepTask } from './begin/task.ts';
import { beginWait } from './begin/wait.ts';
import { type Frame, newFrame, nextWake, type Phase, type Status } from './execution.ts';
import { type Failure, StateFailed } from './failure.ts';
import { HistoryFull, inputDetail, MOST_EVENTS, outputDetail, record } from './history.ts';
import { leave, recover } from './leave.ts';
import { evaluateField, type Run } from './run.ts';

/** A Standard execution may last a year. */
const LONGEST_SECONDS = 31_536_000;

/** When the execution as a whole is out of time, desk ms. */
const deadlineOf = (run: Run): number =>
  run.execution.startedAt +
  Math.min(run.definition.timeoutSeconds ?? LONGEST_SECONDS, LONGEST_SECONDS) * 1000;

/** When the execution next needs a turn, desk ms; undefined if it is over. */
export const wakeAt = (run: Run): number | undefined =>
  run.execution.root === undefined ? undefined : Math.min(nextWake(run.execution.root), deadlineOf(run));

const enter = (run: Run, frame: Frame, state: State): void => {
  frame.enteredAt = run.now;
  frame.enteredEvent = record(run, frame.lastEvent, `${state.Type}StateEntered`, {
    name: frame.state,
    ...inputDetail(JSON.stringify(frame.input)),
  });
  frame.lastEvent = frame.enteredEvent;
  frame.phase = { kind: 'begin' };
};

const begin = async (run: Run, frame: Frame, state: State): Promise<void> => {
  run.transitions.push(frame.state);
  switch (state.Type) {
    case 'Task':
      return beginTask(run, frame, state);
    case 'Choice':
      return beginChoice(run, frame, state);
    case 'Wait':
      return beginWait(run, frame, state);
    case 'Parallel':
      return beginParallel(run, frame, state);
    case 'Map':
      return beginMap(run, frame, state);
    case 'Pass':
    case 'Succeed':
      return leave(run, frame, state.Type, state);
    case 'Fail': {
      const error = await evaluateField(run, frame, state.Error ?? '', 'Error');
      const cause = await evaluateField(run, frame, state.Cause ?? '', 'Cause');
      throw new StateFailed({ error: String(error), cause: String(cause) });
    }
  }
};

/** Whether the frame moved, or needs something from outside first. */
const step = async (run: Run, frame: Frame, state: State): Promise<boolean> => {
  const { phase } = frame;
  switch (phase.kind) {
    case 'enter':
      enter(run, frame, state);
      return true;
    case 'begin':
      await begin(run, frame, state);
      return true;
    case 'task':
      return state.Type === 'Task' && stepTask(run, frame, state, phase);
    case 'children':
      if (state.Type !== 'Map' && state.Type !== 'Parallel') return false;
      return stepChildren(run, frame, state, phase, stepFrame);
    case 'wait':
      if (run.now < phase.until) return false;
      if (state.Type === 'Wait') await leave(run, frame, 'Wait', state);
      return true;
    case 'retry':
      if (run.now < phase.until) return false;
      frame.phase = { kind: 'begin' };
      return true;
    default:
      return false;
  }
};

const isOver = (phase: Phase): boolean => phase.kind === 'done' || phase.kind === 'failed';

const stepFrame = async (run: Run, frame: Frame, scope: Scope): Promise<void> => {
  while (!isOver(frame.phase)) {
    const state = scope.states.get(frame.state);
    if (state === undefined) throw new Error(`There is no state '${frame.state}'`);
    try {
      if (!(await step(run, frame, state))) return;
    } catch (error) {
      if (!(error instanceof StateFailed)) throw error;
      await recover(run, frame, state, error.failure);
    }
  }
};

const END_EVENTS = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
} as const;

/** The execution is over; what was under way in it is forgotten. */
export const end = (
  run: Run,
  status: Exclude<Status, 'RUNNING'>,
  how: { readonly output?: string; readonly failure?: Partial<Failure> } = {},
): void => {
  const { execution } = run;
  const { error, cause } = how.failure ?? {};
  const said = { ...(error ? { error } : {}), ...(cause ? { cause } : {}) };
  const details = how.output === undefined ? said : outputDetail(how.output);
  record(run, execution.root?.lastEvent ?? 0, END_EVENTS[status], details);
  execution.status = status;
  execution.stoppedAt = run.now;
  if (how.output !== undefined) execution.output = how.output;
  Object.assign(execution, said);
  delete execution.root;
  run.statuses.push(status);
};

/** Puts a new execution before its first state. */
export const begun = (run: Run): void => {
  const { execution, definition } = run;
  record(run, 0, 'ExecutionStarted', { ...inputDetail(execution.input), roleArn: execution.roleArn });
  execution.root = newFrame(definition.scope.startAt, JSON.parse(execution.input), {}, 0);
  run.statuses.push('RUNNING');
};

const settle = (run: Run, { phase }: Frame): void => {
  if (phase.kind === 'failed') end(run, 'FAILED', { failure: phase.failure });
  if (phase.kind === 'done') end(run, 'SUCCEEDED', { output: JSON.stringify(phase.output) });
};

/** Moves everything that can move now. */
export const advance = async (run: Run): Promise<void> => {
  const { execution } = run;
  if (execution.root === undefined) return;
  if (run.now >= deadlineOf(run)) return end(run, 'TIMED_OUT');
  try {
    await stepFrame(run, execution.root, run.definition.scope);
    settle(run, execution.root);
  } catch (error) {
    const full = `The execution reached the maximum number of history events (${MOST_EVENTS}).`;
    const cause = error instanceof HistoryFull ? full : `The desk could not go on: ${String(error)}`;
    end(run, 'FAILED', { failure: { error: 'States.Runtime', cause } });
  }
};

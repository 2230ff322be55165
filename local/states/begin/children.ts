/** The Parallel and Map states: threads inside a thread. */
import type { Json, MapState, ParallelState, Scope, State } from '../asl.ts';
import { type ChildrenPhase, type Frame, newFrame } from '../execution.ts';
import { expectType } from '../expressions.ts';
import { type Failure, StateFailed } from '../failure.ts';
import { record } from '../history.ts';
import { leave } from '../leave.ts';
import { carried, evaluateField, type Run } from '../run.ts';

type Nesting = ParallelState | MapState;

/** An inline Map runs at most 40 iterations at a time, whatever MaxConcurrency says. */
const MOST_AT_ONCE = 40;

/** Where the child of that index finds its states. */
export const childScope = (state: Nesting, index: number): Scope => {
  const scope = state.Type === 'Map' ? state.processor : state.branches[index];
  if (scope === undefined) throw new Error(`There is no branch ${index}`);
  return scope;
};

export const beginParallel = async (run: Run, frame: Frame, state: ParallelState): Promise<void> => {
  const input =
    state.Arguments === undefined
      ? frame.input
      : await evaluateField(run, frame, state.Arguments, 'Arguments');
  carried(input, `The Arguments of the state '${frame.state}'`);
  frame.lastEvent = record(run, frame.lastEvent, 'ParallelStateStarted');
  const frames = state.branches.map((scope) =>
    newFrame(scope.startAt, input, frame.variables, frame.lastEvent, frame.item),
  );
  frame.phase = { kind: 'children', frames, limit: frames.length, started: 0, ended: [] };
};

export const beginMap = async (run: Run, frame: Frame, state: MapState): Promise<void> => {
  const template = state.Items ?? frame.input;
  const items =
    state.Items === undefined ? frame.input : await evaluateField(run, frame, state.Items, 'Items');
  expectType(items, 'array', template, 'Items');
  const most = await evaluateField(run, frame, state.MaxConcurrency ?? 0, 'MaxConcurrency');
  expectType(most, 'integer', state.MaxConcurrency ?? 0, 'MaxConcurrency', 0);
  const frames: Frame[] = [];
  for (const [Index, Value] of (items as Json[]).entries()) {
    const item = { Index, Value };
    const input =
      state.ItemSelector === undefined
        ? Value
        : await evaluateField(run, frame, state.ItemSelector, 'ItemSelector', { item });
    frames.push(newFrame(state.processor.startAt, input, frame.variables, frame.lastEvent, item));
  }
  frame.lastEvent = record(run, frame.lastEvent, 'MapStateStarted', { length: frames.length });
  const limit = Math.min(MOST_AT_ONCE, most === 0 ? MOST_AT_ONCE : (most as number));
  frame.phase = { kind: 'children', frames, limit, started: 0, ended: [] };
};

/** Ends the threads that are still under way because one beside them failed. */
const abandon = (run: Run, state: Nesting, phase: ChildrenPhase, name: string): void => {
  for (const [index, child] of phase.frames.slice(0, phase.started).entries()) {
    if (child.phase.kind === 'done' || child.phase.kind === 'failed') continue;
    const inside = childScope(state, index).states.get(child.state) as State;
    if (child.phase.kind === 'children') abandon(run, inside as Nesting, child.phase, child.state);
    const last = record(run, child.lastEvent, `${inside.Type}StateAborted`);
    if (state.Type === 'Map') record(run, last, 'MapIterationAborted', { name, index });
  }
};

const failed = (
  run: Run,
  frame: Frame,
  state: Nesting,
  phase: ChildrenPhase,
  index: number,
  failure: Failure,
) => {
  const child = phase.frames[index] as Frame;
  let last = child.lastEvent;
  if (state.Type === 'Map') last = record(run, last, 'MapIterationFailed', { name: frame.state, index });
  abandon(run, state, phase, frame.state);
  frame.lastEvent = record(run, last, `${state.Type}StateFailed`);
  const { error, cause, heartbeat = false } = failure;
  return new StateFailed({ error, cause, heartbeat, branch: state.Type === 'Parallel' });
};

const startNext = (run: Run, frame: Frame, state: Nesting, phase: ChildrenPhase): void => {
  const index = phase.started;
  const child = phase.frames[index] as Frame;
  phase.started += 1;
  child.lastEvent = frame.lastEvent;
  if (state.Type === 'Map')
    child.lastEvent = record(run, frame.lastEvent, 'MapIterationStarted', { name: frame.state, index });
};

/** Steps every child as far as it goes; false while some still wait. */
export const stepChildren = async (
  run: Run,
  frame: Frame,
  state: Nesting,
  phase: ChildrenPhase,
  step: (run: Run, frame: Frame, scope: Scope) => Promise<void>,
): Promise<boolean> => {
  for (let before = -1; before < phase.ended.length; ) {
    before = phase.ended.length;
    while (phase.started < phase.frames.length && phase.started - phase.ended.length < phase.limit)
      startNext(run, frame, state, phase);
    for (const [index, child] of phase.frames.slice(0, phase.started).entries()) {
      if (phase.ended.includes(index)) continue;
      await step(run, child, childScope(state, index));
      if (child.phase.kind === 'failed') throw failed(run, frame, state, phase, index, child.phase.failure);
      if (child.phase.kind !== 'done') continue;
      phase.ended.push(index);
      if (state.Type === 'Map')
        child.lastEvent = record(run, child.lastEvent, 'MapIterationSucceeded', { name: frame.state, index });
      frame.lastEvent = child.lastEvent;
    }
  }
  if (phase.ended.length < phase.frames.length) return false;
  record(run, frame.lastEvent, `${state.Type}StateSucceeded`);
  const outputs = phase.frames.map((child) => (child.phase.kind === 'done' ? child.phase.output : null));
  await leave(run, frame, state.Type, state, outputs);
  return true;
};

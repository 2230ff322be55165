/** An execution as it is kept: plain data, so that it can stop at any step and go on in another process. */
import type { Json } from './asl.ts';
import type { Failure } from './failure.ts';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** How a task's call, or whoever held its token, answered. */
export type Outcome =
  | { readonly ok: true; readonly output: Json }
  | { readonly ok: false; readonly failure: Failure };

/** A Task that was scheduled and is not over. Times are desk ms. */
export interface TaskPhase {
  readonly kind: 'task';
  readonly callId: string;
  /** Only of a task that waits for it. */
  readonly token?: string;
  readonly functionName: string;
  /** Kept until the call is acknowledged, so that it can be made again after a crash. */
  payload?: Json;
  acknowledged: boolean;
  readonly deadline: number;
  readonly heartbeatSeconds?: number;
  heartbeatDeadline?: number;
  outcome?: Outcome;
}

/** Branches or iterations; they start in order, at most `limit` at a time. */
export interface ChildrenPhase {
  readonly kind: 'children';
  readonly frames: Frame[];
  readonly limit: number;
  started: number;
  /** Indexes of those whose end is in the history. */
  readonly ended: number[];
}

/** Where in its state a frame is. */
export type Phase =
  | { readonly kind: 'enter' }
  | { readonly kind: 'begin' }
  | TaskPhase
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'retry'; readonly until: number }
  | ChildrenPhase
  | { readonly kind: 'done'; readonly output: Json }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One thread of states: the execution itself, a branch of a Parallel or an iteration of a Map. */
export interface Frame {
  state: string;
  input: Json;
  variables: Record<string, Json>;
  /** Desk ms. */
  enteredAt: number;
  enteredEvent: number;
  /** The event that the next one of this thread follows. */
  lastEvent: number;
  /** How often each retrier of the current state was used. */
  attempts: number[];
  phase: Phase;
  /** Inside a Map: which item. */
  readonly item?: { readonly Index: number; readonly Value: Json };
}

export interface Execution {
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  /** The hash of the definition that it started with and keeps. */
  readonly definition: string;
  readonly roleArn: string;
  /** JSON text, exactly as it was sent. */
  readonly input: string;
  /** Desk ms. */
  readonly startedAt: number;
  stoppedAt?: number;
  status: Status;
  output?: string;
  error?: string;
  cause?: string;
  eventCount: number;
  /** Gone once it is over. */
  root?: Frame;
}

/** A thread about to enter `state`, following the event `lastEvent`. */
export const newFrame = (
  state: string,
  input: Json,
  variables: Readonly<Record<string, Json>>,
  lastEvent: number,
  item?: Frame['item'],
): Frame => ({
  state,
  input,
  variables: { ...variables },
  enteredAt: 0,
  enteredEvent: 0,
  lastEvent,
  attempts: [],
  phase: { kind: 'enter' },
  ...(item === undefined ? {} : { item }),
});

/** Every task that is under way in a thread and in the threads inside it. */
export const openTasks = (frame: Frame): TaskPhase[] => {
  if (frame.phase.kind === 'task') return [frame.phase];
  return frame.phase.kind === 'children' ? frame.phase.frames.flatMap(openTasks) : [];
};

/** When the thread next needs a turn although nobody calls, desk ms; Infinity if never. */
export const nextWake = (frame: Frame): number => {
  const { phase } = frame;
  switch (phase.kind) {
    case 'task':
      return Math.min(phase.deadline, phase.heartbeatDeadline ?? Number.POSITIVE_INFINITY);
    case 'wait':
    case 'retry':
      return phase.until;
    case 'children':
      return Math.min(...phase.frames.map(nextWake), Number.POSITIVE_INFINITY);
    default:
      return Number.POSITIVE_INFINITY;
  }
};

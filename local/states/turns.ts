/** Gives executions their turns: one at a time each, read from the store, moved, kept, and only then acted upon. */
import { AwsError, REGION } from '../kernel/contract.ts';
import { acknowledge, answer } from './begin/task.ts';
import { callFunction } from './calls.ts';
import type { StatesOptions } from './contract.ts';
import type { Execution, Frame, Outcome, TaskPhase } from './execution.ts';
import { advance, begun, wakeAt } from './interpreter.ts';
import type { Machines } from './machines.ts';
import { callsToMake, type Run } from './run.ts';
import { statusEvent } from './status-events.ts';
import type { Store } from './store.ts';
import type { Tokens } from './tokens.ts';

export interface Turns {
  /** Keeps and starts an execution. If there is one of that ARN, `existing` answers or throws instead. */
  start(execution: Execution, existing: (found: Execution) => Execution): Promise<Execution>;
  /** Lets what is due happen, then `change`, then what follows from it. What `change` throws is thrown. */
  take<T>(arn: string, change: (run: Run) => T): Promise<T>;
  resume(): void;
  close(): Promise<void>;
}

/** The thread of an execution whose task is meant, with that task. */
export const findTask = (
  frame: Frame | undefined,
  isMeant: (task: TaskPhase) => boolean,
): { readonly frame: Frame; readonly task: TaskPhase } | undefined => {
  if (frame?.phase.kind === 'task') return isMeant(frame.phase) ? { frame, task: frame.phase } : undefined;
  if (frame?.phase.kind !== 'children') return undefined;
  for (const child of frame.phase.frames) {
    const found = findTask(child, isMeant);
    if (found !== undefined) return found;
  }
  return undefined;
};

const alarmKey = (arn: string): string => `states:${arn}`;

export const createTurns = (
  options: StatesOptions,
  store: Store,
  machines: Machines,
  tokens: Tokens,
  tellStatusChanges: () => void,
): Turns => {
  const { clock, activity } = options;
  const queues = new Map<string, Promise<void>>();
  const callsUnderWay = new Set<string>();
  let closed = false;

  const inTurn = async <T>(arn: string, work: () => Promise<T>): Promise<T> => {
    if (closed) throw new AwsError('ServiceUnavailable', 'The state machines are closed', 503);
    const done = activity.begin(`a turn of ${arn}`);
    const result = (queues.get(arn) ?? Promise.resolve()).then(work);
    const settled = result.then(
      () => {},
      () => {},
    );
    queues.set(arn, settled);
    try {
      return await result;
    } finally {
      if (queues.get(arn) === settled) queues.delete(arn);
      done();
    }
  };

  const runOf = (execution: Execution): Run => ({
    execution,
    definition: machines.definition(execution.definition),
    machineName: execution.machineArn.split(':').at(-1) ?? '',
    now: clock.now(),
    region: REGION,
    newToken: tokens.create,
    events: [],
    transitions: [],
    statuses: [],
  });

  const keep = (run: Run, tokensBefore: readonly string[]): void => {
    const { execution } = run;
    const wake = wakeAt(run);
    const calls = callsToMake(execution);
    store.save({
      execution,
      events: run.events,
      wakeAt: wake,
      calls: calls.length,
      statusChanges: run.statuses.map((status) => statusEvent(execution, status, run.now)),
      tokensBefore,
    });
    if (wake === undefined) clock.cancel(alarmKey(execution.arn));
    else setAlarm(execution.arn, wake);
    for (const state of run.transitions) options.onTransition?.(execution.machineArn, state);
    if (run.statuses.length > 0) tellStatusChanges();
    for (const task of calls) makeCall(execution, task);
  };

  const take = <T>(arn: string, change: (run: Run) => T): Promise<T> =>
    inTurn(arn, async () => {
      const execution = store.load(arn);
      if (execution === undefined)
        throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
      const run = runOf(execution);
      const tokensBefore = store.tokensOf(execution);
      await advance(run);
      try {
        const result = change(run);
        await advance(run);
        return result;
      } finally {
        keep(run, tokensBefore);
      }
    });

  const setAlarm = (arn: string, at: number): void =>
    clock.alarm(alarmKey(arn), at, async () => {
      if (!closed) await take(arn, () => undefined);
    });

  /** The first answer counts: a token may have been used, or the time be up, before the function returns. */
  const finish = (run: Run, callId: string, outcome: Outcome): void => {
    const found = findTask(run.execution.root, (task) => task.callId === callId);
    if (found === undefined) return;
    if (found.task.token === undefined || !outcome.ok) answer(found.task, outcome);
    else acknowledge(run, found.frame, found.task, outcome.output);
  };

  const makeCall = (execution: Execution, task: TaskPhase): void => {
    if (callsUnderWay.has(task.callId)) return;
    callsUnderWay.add(task.callId);
    const done = activity.begin(`${task.functionName} for ${execution.arn}`);
    const call = async (): Promise<void> => {
      try {
        const outcome = await callFunction(options, execution.machineArn, task);
        if (!closed) await take(execution.arn, (run) => finish(run, task.callId, outcome));
      } finally {
        callsUnderWay.delete(task.callId);
        done();
      }
    };
    void call();
  };

  return {
    start: (execution, existing) =>
      inTurn(execution.arn, async () => {
        const found = store.load(execution.arn);
        if (found !== undefined) return existing(found);
        const run = runOf(execution);
        begun(run);
        await advance(run);
        keep(run, []);
        return execution;
      }),
    take,
    resume() {
      for (const { arn, wakeAt: at } of store.alarms()) setAlarm(arn, at);
      for (const arn of store.withCalls()) {
        const execution = store.load(arn);
        if (execution !== undefined) for (const task of callsToMake(execution)) makeCall(execution, task);
      }
      tellStatusChanges();
    },
    async close() {
      closed = true;
      await Promise.all(queues.values());
    },
  };
};

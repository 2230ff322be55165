/** A small desk around the state machines: a clock that a test moves, functions that a test writes, a folder of its own. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Activity, Call, Clock, Functions, InvokeResult } from '../../../local/kernel/contract.ts';
import type { ExecutionStatusEvent, Machine, States, StatesOptions } from '../../../local/states/contract.ts';
import type { HistoryEvent } from '../../../local/states/history.ts';
import { createStates } from '../../../local/states/service.ts';

export const MACHINE_ARN = 'arn:aws:states:eu-west-1:000000000000:stateMachine:ticket';
export const START = Date.parse('2026-11-21T09:00:00Z');
export const DAY = 86_400_000;

/** A function of the desk: its answer, or what it throws (an error named by its `name`). */
export type Handler = (payload: never, desk: StatesDesk) => unknown;

export interface Described {
  readonly status: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly startDate: number;
  readonly stopDate?: number;
}

export interface StatesDesk {
  readonly states: States;
  readonly clock: { now(): number; next(): number | undefined };
  readonly statusEvents: ExecutionStatusEvent[];
  readonly transitions: string[];
  readonly calls: { readonly name: string; readonly payload: unknown }[];
  call(operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Starts an execution of the machine and waits until nothing moves. */
  start(input?: unknown, name?: string): Promise<string>;
  describe(arn: string): Promise<Described>;
  history(arn: string): Promise<readonly HistoryEvent[]>;
  /** Waits until nothing is under way, or what is under way hangs. */
  settled(): Promise<void>;
  /** Moves time by `ms`, firing alarms in order. */
  advance(ms: number): Promise<void>;
  /** What a new process finds after `kill -9` at this moment; this desk hears nothing any more. */
  crash(changed?: Partial<Parts>): StatesDesk;
}

export interface Parts {
  readonly machines: Readonly<Record<string, unknown>>;
  readonly functions: Readonly<Record<string, Handler>>;
  readonly options: Partial<StatesOptions>;
}

/** An error as a function of ours throws it. */
export const errorNamed = (name: string, message = 'said the function'): Error =>
  Object.assign(new Error(message), { name });

const createClock = (start: number) => {
  let now = start;
  const alarms = new Map<string, { at: number; fire: () => void | Promise<void> }>();
  const earliest = () => [...alarms.entries()].sort(([, a], [, b]) => a.at - b.at)[0];
  const clock: Clock = {
    now: () => now,
    alarm: (key, at, fire) => void alarms.set(key, { at, fire }),
    cancel: (key) => void alarms.delete(key),
  };
  return {
    clock,
    next: () => earliest()?.[1].at,
    async advanceTo(until: number, settled: () => Promise<void>) {
      for (let due = earliest(); due !== undefined && due[1].at <= until; due = earliest()) {
        alarms.delete(due[0]);
        now = Math.max(now, due[1].at);
        await due[1].fire();
        await settled();
      }
      now = Math.max(now, until);
    },
  };
};

/** So many turns of the event loop without any change: what is under way hangs, as a test meant it to. */
const TURNS_WITHOUT_CHANGE = 20;

const createActivity = () => {
  let underWay = 0;
  let changes = 0;
  const activity: Activity = {
    begin() {
      underWay += 1;
      changes += 1;
      let over = false;
      return () => {
        if (over) throw new Error('ended twice');
        over = true;
        underWay -= 1;
        changes += 1;
      };
    },
    source() {},
  };
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    activity,
    async settled() {
      await turn();
      for (let still = 0, seen = changes; underWay > 0 && still < TURNS_WITHOUT_CHANGE; still += 1) {
        await turn();
        if (changes !== seen) still = 0;
        seen = changes;
      }
    },
  };
};

const folderForTest = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'threeline-states-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export const aCall = (operation: string, input: Record<string, unknown>): Call => ({
  service: 'states',
  operation,
  input,
  method: 'POST',
  path: '/',
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.from(JSON.stringify(input)),
  caller: 'local',
});

const build = (parts: Parts, dataFolder: string, startAt: number): StatesDesk => {
  const { clock, next, advanceTo } = createClock(startAt);
  const { activity, settled } = createActivity();
  const statusEvents: ExecutionStatusEvent[] = [];
  const transitions: string[] = [];
  const calls: { name: string; payload: unknown }[] = [];
  let dead = false;
  const never = new Promise<never>(() => {});

  const invoke = async (name: string, payload: unknown): Promise<InvokeResult> => {
    const handler = parts.functions[name];
    if (handler === undefined) throw new Error(`Function not found: ${name}`);
    calls.push({ name, payload });
    try {
      const answer = await handler(payload as never, desk);
      return dead ? never : { ok: true, payload: answer };
    } catch (error) {
      if (dead) return never;
      const { name: errorType, message: errorMessage } = error as Error;
      return { ok: false, errorType, errorMessage };
    }
  };
  const functions: Functions = { invoke, invokeAsync: async () => {} };
  const machines = new Map<string, Machine>(
    Object.entries(parts.machines).map(([arn, definition]) => [
      arn,
      {
        arn,
        name: arn.split(':').at(-1) ?? '',
        definition,
        roleArn: 'arn:aws:iam::000000000000:role/ticket',
      },
    ]),
  );
  const states = createStates({
    clock,
    activity,
    functions,
    dataFolder,
    machines,
    onStatusChange: (event) => void statusEvents.push(event),
    onTransition: (_arn, state) => transitions.push(state),
    ...parts.options,
  });
  onTestFinished(() => states.close());

  const desk: StatesDesk = {
    states,
    clock: { now: clock.now, next },
    statusEvents,
    transitions,
    calls,
    async call(operation, input) {
      const reply = await states.handle(aCall(operation, input));
      return JSON.parse(String(reply.body));
    },
    async start(input = {}, name) {
      const { executionArn } = await desk.call('StartExecution', {
        stateMachineArn: MACHINE_ARN,
        input: JSON.stringify(input),
        ...(name === undefined ? {} : { name }),
      });
      await settled();
      return String(executionArn);
    },
    describe: async (executionArn) => (await desk.call('DescribeExecution', { executionArn })) as never,
    history: async (executionArn) =>
      (await desk.call('GetExecutionHistory', { executionArn, maxResults: 1000 })).events as never,
    settled,
    async advance(ms) {
      await settled();
      await advanceTo(clock.now() + ms, settled);
    },
    crash(changed = {}) {
      dead = true;
      const copy = folderForTest();
      for (const file of ['states.sqlite', 'states.sqlite-wal'])
        cpSync(join(dataFolder, file), join(copy, file));
      const reborn = build({ ...parts, ...changed }, copy, clock.now());
      reborn.states.resume();
      return reborn;
    },
  };
  return desk;
};

/** A desk with one state machine, `ticket`. */
export const aDesk = (
  definition: unknown,
  functions: Readonly<Record<string, Handler>> = {},
  options: Partial<StatesOptions> = {},
): StatesDesk =>
  build({ machines: { [MACHINE_ARN]: definition }, functions, options }, folderForTest(), START);

/** A state machine of these states, beginning at the first. */
export const aMachine = (
  states: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
) => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(states)[0],
  States: states,
  ...more,
});

/** A Task that calls the function and waits for its answer; ends the machine unless it says Next. */
export const aTask = (FunctionName: string, more: Readonly<Record<string, unknown>> = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName, Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  ...('Next' in more ? {} : { End: true }),
  ...more,
});

/** A Task that hands its token to the function and waits for whoever uses it. */
export const aTokenTask = (FunctionName: string, more: Readonly<Record<string, unknown>> = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: { FunctionName, Payload: { token: '{% $states.context.Task.Token %}' } },
  ...('Next' in more ? {} : { End: true }),
  ...more,
});

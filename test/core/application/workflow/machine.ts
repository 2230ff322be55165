/** `statemachines/ticket-lifecycle.asl.json` in the desk's own interpreter, over a clock that a test moves. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Workflows } from '../../../../lambdas/core/application/workflow-ports.ts';
import { type Activity, AwsError, type Clock, type Functions } from '../../../../local/kernel/contract.ts';
import type { ExecutionStatusEvent } from '../../../../local/states/contract.ts';
import { createStates } from '../../../../local/states/service.ts';

const ARN = 'arn:aws:states:eu-west-1:000000000000:stateMachine:ticket-lifecycle';

const DEFINITION: unknown = JSON.parse(
  readFileSync(
    new URL('../../../../statemachines/ticket-lifecycle.asl.json', import.meta.url),
    'utf8',
  ).replaceAll(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the definition's substitution, as CDK writes it
    '${ticketLifecycle}',
    'ticketLifecycle',
  ),
);

export type Ended = ExecutionStatusEvent['detail'];

export interface Machine {
  /** Milliseconds since the epoch. */
  now(): number;
  /** The port as the adapter is it, against the interpreter. */
  readonly workflows: Workflows;
  /** Names of the states entered and retried, in order: what is billed. */
  readonly entered: readonly string[];
  /** Every change of status so far, in order. */
  readonly statuses: readonly Ended[];
  /** Nothing is under way. */
  settled(): Promise<void>;
  /** Moves to the next alarm that is due until `until` and fires it; false: there was none, and it is `until`. */
  step(until: number): Promise<boolean>;
  statusOf(name: string): Promise<string>;
  close(): Promise<void>;
}

const aClock = (start: number) => {
  let now = start;
  const alarms = new Map<string, { readonly at: number; readonly fire: () => void | Promise<void> }>();
  const clock: Clock = {
    now: () => now,
    alarm: (key, at, fire) => void alarms.set(key, { at, fire }),
    cancel: (key) => void alarms.delete(key),
  };
  const step = async (until: number): Promise<boolean> => {
    const [next] = [...alarms.entries()].sort(([, one], [, other]) => one.at - other.at);
    if (next === undefined || next[1].at > until) {
      now = Math.max(now, until);
      return false;
    }
    alarms.delete(next[0]);
    now = Math.max(now, next[1].at);
    await next[1].fire();
    return true;
  };
  return { clock, step };
};

const anActivity = () => {
  let underWay = 0;
  const activity: Activity = {
    begin() {
      underWay += 1;
      return () => {
        underWay -= 1;
      };
    },
    source() {},
  };
  const settled = async (): Promise<void> => {
    do await new Promise((resolve) => setImmediate(resolve));
    while (underWay > 0);
  };
  return { activity, settled };
};

/** `invoke` is the function of the machine; its errors are told by their names. */
export const aMachine = (start: number, invoke: Functions['invoke']): Machine => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'threeline-lifecycle-'));
  const { clock, step } = aClock(start);
  const { activity, settled } = anActivity();
  const entered: string[] = [];
  const statuses: Ended[] = [];
  const states = createStates({
    clock,
    activity,
    functions: { invoke, invokeAsync: async () => {} },
    dataFolder,
    machines: new Map([[ARN, { arn: ARN, name: 'ticket-lifecycle', definition: DEFINITION }]]),
    onStatusChange: ({ detail }) => void statuses.push(detail),
    onTransition: (_arn, state) => void entered.push(state),
  });

  const call = async (
    operation: string,
    input: Record<string, unknown>,
  ): Promise<Record<string, unknown>> => {
    const { body } = await states.handle({
      service: 'states',
      operation,
      input,
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.alloc(0),
      caller: 'test',
    });
    return JSON.parse(String(body));
  };
  /** False when the call failed under one of these names. */
  const unless = async (names: readonly string[], work: Promise<unknown>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      if (error instanceof AwsError && names.includes(error.code)) return false;
      throw error;
    }
  };
  const arnOf = (name: string): string => `${ARN.replace(':stateMachine:', ':execution:')}:${name}`;

  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await states.close();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  onTestFinished(close);

  return {
    now: clock.now,
    entered,
    statuses,
    settled,
    step,
    close,
    statusOf: async (name) => String((await call('DescribeExecution', { executionArn: arnOf(name) })).status),
    workflows: {
      start: async (ticketId, generation) => {
        const input = JSON.stringify({ ticketId, generation });
        const name = `${ticketId}-${generation}`;
        await unless(
          ['ExecutionAlreadyExists'],
          call('StartExecution', { stateMachineArn: ARN, name, input }),
        );
      },
      stop: async (ticketId, generation, cause) => {
        const executionArn = arnOf(`${ticketId}-${generation}`);
        await unless(
          ['ExecutionDoesNotExist'],
          call('StopExecution', { executionArn, error: 'Superseded', cause }),
        );
      },
      wake: (taskToken, answer) =>
        unless(
          ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'],
          call('SendTaskSuccess', { taskToken, output: JSON.stringify(answer) }),
        ),
    },
  };
};

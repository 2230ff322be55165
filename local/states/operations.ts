/** The operations of the Step Functions API that the desk answers. */
import { randomUUID } from 'node:crypto';
import { AwsError, type Clock } from '../kernel/contract.ts';
import { answer } from './begin/task.ts';
import type { Execution, Outcome } from './execution.ts';
import { end } from './interpreter.ts';
import type { KnownMachine, Machines } from './machines.ts';
import { nextToken, pageSize, placeOf } from './paging.ts';
import type { Operation, RequestOf } from './requests.ts';
import type { Run } from './run.ts';
import type { Store } from './store.ts';
import type { Tokens } from './tokens.ts';
import { findTask, type Turns } from './turns.ts';

type Answer = Readonly<Record<string, unknown>>;
export type Operations = { readonly [O in Operation]: (request: RequestOf<O>) => Promise<Answer> | Answer };

const seconds = (ms: number): number => ms / 1000;

const listing = (execution: Execution): Answer => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machineArn,
  name: execution.name,
  status: execution.status,
  startDate: seconds(execution.startedAt),
  ...(execution.stoppedAt === undefined ? {} : { stopDate: seconds(execution.stoppedAt) }),
});

const machineListing = (machine: KnownMachine): Answer => ({
  stateMachineArn: machine.arn,
  name: machine.name,
  type: 'STANDARD',
  creationDate: seconds(machine.createdAt),
});

export const createOperations = (
  clock: Clock,
  store: Store,
  machines: Machines,
  tokens: Tokens,
  turns: Turns,
): Operations => {
  const machineOf = (arn: string): KnownMachine => {
    const machine = machines.get(arn);
    if (machine === undefined)
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  };

  const executionOf = (arn: string): Execution => {
    const execution = store.load(arn);
    if (execution === undefined)
      throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  };

  /** A token that is ours but not open belonged to a task that is over. */
  const withTask = async (
    token: string,
    change: (run: Run, task: NonNullable<ReturnType<typeof findTask>>['task']) => void,
  ): Promise<Answer> => {
    const kind = tokens.kindOf(token);
    if (kind === 'none') throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    if (kind === 'foreign') throw new AwsError('TaskDoesNotExist', 'Task Does Not Exist');
    const over = () => new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    const arn = store.arnOfToken(token);
    if (arn === undefined) throw over();
    await turns.take(arn, (run) => {
      const found = findTask(run.execution.root, (task) => task.token === token);
      if (found === undefined) throw over();
      change(run, found.task);
    });
    return {};
  };

  const settleTask = (token: string, outcome: Outcome): Promise<Answer> =>
    withTask(token, (_run, task) => answer(task, outcome));

  return {
    async StartExecution({ stateMachineArn, name = randomUUID(), input }) {
      const machine = machineOf(stateMachineArn);
      const arn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      const execution: Execution = {
        arn,
        machineArn: stateMachineArn,
        name,
        definition: machine.hash,
        roleArn: machine.roleArn,
        input,
        startedAt: clock.now(),
        status: 'RUNNING',
        eventCount: 0,
      };
      const running = await turns.start(execution, (found) => {
        if (found.status === 'RUNNING' && found.input === input) return found;
        throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      });
      return { executionArn: arn, startDate: seconds(running.startedAt) };
    },

    DescribeExecution({ executionArn }) {
      const execution = executionOf(executionArn);
      const { input, output, error, cause } = execution;
      return {
        ...listing(execution),
        input,
        inputDetails: { included: true },
        ...(output === undefined ? {} : { output, outputDetails: { included: true } }),
        ...(error === undefined ? {} : { error }),
        ...(cause === undefined ? {} : { cause }),
      };
    },

    StopExecution: ({ executionArn, error, cause }) =>
      turns.take(executionArn, (run) => {
        if (run.execution.status === 'RUNNING')
          end(run, 'ABORTED', {
            failure: { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) },
          });
        return { stopDate: seconds(run.execution.stoppedAt ?? run.now) };
      }),

    ListExecutions({ stateMachineArn, statusFilter, maxResults, nextToken: token }) {
      machineOf(stateMachineArn);
      const size = pageSize(maxResults);
      const place =
        token === undefined
          ? { startedAt: Number.MAX_VALUE, id: Number.MAX_SAFE_INTEGER }
          : placeOf(token, ['startedAt', 'id']);
      const found = store.list(stateMachineArn, statusFilter, place, size + 1);
      const last = found[size - 1];
      return {
        executions: found.slice(0, size).map(({ execution }) => listing(execution)),
        ...(found.length > size && last !== undefined ? { nextToken: nextToken(last.place) } : {}),
      };
    },

    GetExecutionHistory({ executionArn, reverseOrder = false, maxResults, nextToken: token }) {
      executionOf(executionArn);
      const size = pageSize(maxResults);
      const first = reverseOrder ? Number.MAX_SAFE_INTEGER : 0;
      const after = token === undefined ? first : placeOf(token, ['after']).after;
      const events = store.history(executionArn, reverseOrder, after, size + 1);
      const last = events[size - 1];
      return {
        events: events.slice(0, size),
        ...(events.length > size && last !== undefined ? { nextToken: nextToken({ after: last.id }) } : {}),
      };
    },

    SendTaskSuccess: ({ taskToken, output }) =>
      settleTask(taskToken, { ok: true, output: JSON.parse(output) }),

    SendTaskFailure: ({ taskToken, error = '', cause = '' }) =>
      settleTask(taskToken, { ok: false, failure: { error, cause } }),

    SendTaskHeartbeat: ({ taskToken }) =>
      withTask(taskToken, (run, task) => {
        if (task.heartbeatSeconds !== undefined)
          task.heartbeatDeadline = run.now + task.heartbeatSeconds * 1000;
      }),

    DescribeStateMachine({ stateMachineArn }) {
      const machine = machineOf(stateMachineArn);
      return {
        ...machineListing(machine),
        status: 'ACTIVE',
        definition: machine.definition,
        roleArn: machine.roleArn,
      };
    },

    ListStateMachines({ maxResults, nextToken: token }) {
      const size = pageSize(maxResults);
      const from = token === undefined ? 0 : placeOf(token, ['from']).from;
      const all = machines.all();
      return {
        stateMachines: all.slice(from, from + size).map(machineListing),
        ...(all.length > from + size ? { nextToken: nextToken({ from: from + size }) } : {}),
      };
    },
  };
};

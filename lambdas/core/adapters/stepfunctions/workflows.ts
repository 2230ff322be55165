/** Executions of the lifecycle state machine. */
import {
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Workflows } from '../../application/workflow-ports.ts';

const isNamed = (error: unknown, names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/** `arn:aws:states:<region>:<account>:stateMachine:<machine>` names its executions `…:execution:<machine>:<name>`. */
export const executionArn = (stateMachineArn: string, name: string): string =>
  `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

export const executionName = (ticketId: string, generation: number): string => `${ticketId}-${generation}`;

/** Names and inputs are the same on every try, so a start that was lost half-way is repeated without harm. */
export const stepFunctionsWorkflows = (stateMachineArn: string, client = new SFNClient({})): Workflows => ({
  start: async (ticketId, generation) => {
    const name = executionName(ticketId, generation);
    const input = JSON.stringify({ ticketId, generation });
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    } catch (error) {
      if (!isNamed(error, ['ExecutionAlreadyExists'])) throw error;
    }
  },
  stop: async (ticketId, generation, reason) => {
    const arn = executionArn(stateMachineArn, executionName(ticketId, generation));
    try {
      await client.send(new StopExecutionCommand({ executionArn: arn, error: 'Superseded', cause: reason }));
    } catch (error) {
      if (!isNamed(error, ['ExecutionDoesNotExist'])) throw error;
    }
  },
  wake: async (taskToken, answer) => {
    try {
      await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(answer) }));
      return true;
    } catch (error) {
      if (isNamed(error, ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])) return false;
      throw error;
    }
  },
});

/** Makes the EventBridge event of a change of status. */
import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../kernel/contract.ts';
import type { ExecutionStatusEvent } from './contract.ts';
import type { Execution, Status } from './execution.ts';

/** The event for `execution` having become `status` at desk time `now` (ms). */
export const statusEvent = (execution: Execution, status: Status, now: number): ExecutionStatusEvent => {
  const isOver = status !== 'RUNNING';
  const output = isOver ? (execution.output ?? null) : null;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account: ACCOUNT,
    time: new Date(now).toISOString(),
    region: REGION,
    resources: [execution.arn],
    detail: {
      executionArn: execution.arn,
      stateMachineArn: execution.machineArn,
      name: execution.name,
      status,
      startDate: execution.startedAt,
      stopDate: isOver ? (execution.stoppedAt ?? null) : null,
      input: execution.input,
      output,
      inputDetails: { included: true },
      outputDetails: output === null ? null : { included: true },
      ...(isOver && execution.error !== undefined ? { error: execution.error } : {}),
      ...(isOver && execution.cause !== undefined ? { cause: execution.cause } : {}),
    },
  };
};

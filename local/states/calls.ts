/** Calls the function of a task, and translates its answer as the Lambda integration of Step Functions does. */
import { AwsError } from '../kernel/contract.ts';
import type { Json } from './asl.ts';
import type { StatesOptions } from './contract.ts';
import type { Outcome, TaskPhase } from './execution.ts';

const failed = (error: string, cause: string): Outcome => ({ ok: false, failure: { error, cause } });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Never rejects: whatever goes wrong is how the task failed. */
export const callFunction = async (
  options: Pick<StatesOptions, 'functions' | 'authorize'>,
  machineArn: string,
  task: TaskPhase,
): Promise<Outcome> => {
  try {
    await options.authorize?.(machineArn, 'lambda:InvokeFunction', task.functionName);
  } catch (error) {
    return failed('Lambda.AWSLambdaException', messageOf(error));
  }
  try {
    const result = await options.functions.invoke(task.functionName, task.payload);
    if (!result.ok) {
      const { errorType, errorMessage, trace = [] } = result;
      return failed(errorType || 'Lambda.Unknown', JSON.stringify({ errorType, errorMessage, trace }));
    }
    const payload = (result.payload ?? null) as Json;
    return { ok: true, output: { ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200 } };
  } catch (error) {
    const code = error instanceof AwsError ? error.code : 'ResourceNotFoundException';
    return failed(`Lambda.${code}`, messageOf(error));
  }
};

/** What a function finds in its environment: what the template gives, what Lambda adds, and nothing of this machine's. */
import { REGION } from '../kernel/contract.ts';
import type { FunctionDescription } from '../template/functions.ts';

/** `wire` names the endpoints, the region and the secret. The access key id says who calls. */
export function environmentOf(
  description: FunctionDescription,
  wire: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { name, logicalId, memoryMegabytes, handler, runtime, codeFolder } = description;
  return {
    ...description.environment,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    ...wire,
    AWS_ACCESS_KEY_ID: logicalId,
    AWS_SESSION_TOKEN: 'local',
    // Answers carry the real date. An SDK that took the desk's time for a skew would sign with another one, and
    // repeat every call that was refused.
    AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'true',
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_LOG_FORMAT: description.logFormat,
    LAMBDA_TASK_ROOT: codeFolder,
    _HANDLER: handler,
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
  };
}

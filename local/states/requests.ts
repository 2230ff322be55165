/** The inputs of the operations, as the Step Functions API takes them; a field that the desk would ignore is refused. */
import * as z from 'zod';
import { AwsError } from '../kernel/contract.ts';
import { MOST_BYTES } from './run.ts';

const arnOf = (type: string, parts: number) =>
  z
    .string()
    .refine(
      (arn) => new RegExp(`^arn:aws:states:[a-z0-9-]+:\\d{12}:${type}${':[^:]+'.repeat(parts)}$`).test(arn),
      { error: (issue) => `Invalid Arn: '${String(issue.input)}'`, params: { code: 'InvalidArn' } },
    );
const machineArn = arnOf('stateMachine', 1);
const executionArn = arnOf('execution', 2);

/** {@link https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html} */
const FORBIDDEN_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;
const executionName = z
  .string()
  .refine((name) => name.length >= 1 && name.length <= 80 && !FORBIDDEN_IN_NAMES.test(name), {
    error: (issue) => `Invalid Name: '${String(issue.input)}'`,
    params: { code: 'InvalidName' },
  });

const jsonText = (code: string) =>
  z
    .string()
    .refine((text) => Buffer.byteLength(text) <= MOST_BYTES, {
      error: `Member must have length less than or equal to ${MOST_BYTES}`,
      abort: true,
    })
    .refine(
      (text) => {
        try {
          JSON.parse(text);
          return true;
        } catch {
          return false;
        }
      },
      { error: 'Invalid JSON text', params: { code } },
    );

const page = { maxResults: z.int().min(0).max(1000).optional(), nextToken: z.string().optional() };
const taskToken = z.string().min(1).max(2048);

/** By operation. */
export const REQUESTS = {
  StartExecution: z.strictObject({
    stateMachineArn: machineArn,
    name: executionName.optional(),
    input: jsonText('InvalidExecutionInput').default('{}'),
    traceHeader: z.string().optional(),
  }),
  DescribeExecution: z.strictObject({ executionArn, includedData: z.literal('ALL_DATA').optional() }),
  StopExecution: z.strictObject({
    executionArn,
    error: z.string().max(256).optional(),
    cause: z.string().max(32_768).optional(),
  }),
  ListExecutions: z.strictObject({
    stateMachineArn: machineArn,
    statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
    ...page,
  }),
  GetExecutionHistory: z.strictObject({
    executionArn,
    reverseOrder: z.boolean().optional(),
    includeExecutionData: z.literal(true).optional(),
    ...page,
  }),
  SendTaskSuccess: z.strictObject({ taskToken, output: jsonText('InvalidOutput') }),
  SendTaskFailure: z.strictObject({
    taskToken,
    error: z.string().max(256).optional(),
    cause: z.string().max(32_768).optional(),
  }),
  SendTaskHeartbeat: z.strictObject({ taskToken }),
  DescribeStateMachine: z.strictObject({
    stateMachineArn: machineArn,
    includedData: z.literal('ALL_DATA').optional(),
  }),
  ListStateMachines: z.strictObject(page),
} as const;

export type Operation = keyof typeof REQUESTS;
export type RequestOf<O extends Operation> = z.infer<(typeof REQUESTS)[O]>;

/** The parsed input, or the AwsError that its first problem is on AWS. */
export const parseRequest = <O extends Operation>(operation: O, input: unknown): RequestOf<O> => {
  const parsed = REQUESTS[operation].safeParse(input);
  if (parsed.success) return parsed.data as RequestOf<O>;
  const issue = parsed.error.issues[0];
  const code = issue?.code === 'custom' ? (issue.params?.code as string | undefined) : undefined;
  if (code !== undefined) throw new AwsError(code, issue?.message ?? '');
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: ${operation}: ${issue?.path.join('.')}: ${issue?.message}`,
  );
};

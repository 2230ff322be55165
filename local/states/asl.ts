/** The shapes of the Amazon States Language that the desk speaks: states of the query language JSONata, and no other field. */
import * as z from 'zod';

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const LONGEST_SECONDS = 99_999_999;
const json: z.ZodType<Json> = z.json();
/** Evaluated only if the text begins with the one mark and ends with the other, without blanks around. */
const expression = z.string().regex(/^\{%[\s\S]*%\}$/, 'expected a JSONata expression {% … %}');
const seconds = z.union(
  [z.int().min(1).max(LONGEST_SECONDS), expression],
  'expected a whole number of seconds from 1 to 99999999, or a JSONata expression',
);
/** RFC 3339 with capital T and Z or an offset, as a Wait's Timestamp must be written. */
export const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const assign = z.record(z.string().regex(/^[\p{L}_][\p{L}\p{N}_]{0,79}$/u), json);

const common = { Comment: z.string().optional(), QueryLanguage: z.literal('JSONata').optional() };
const shaping = { Output: json.optional(), Assign: assign.optional() };
const transition = { Next: z.string().optional(), End: z.literal(true).optional() };

const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string().min(1)).min(1),
  IntervalSeconds: z.int().min(1).max(31_622_400).optional(),
  MaxAttempts: z.int().min(0).max(LONGEST_SECONDS).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});
const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string().min(1)).min(1),
  Next: z.string(),
  ...shaping,
});
const recovery = { Retry: z.array(retrier).optional(), Catch: z.array(catcher).optional() };

const task = z.strictObject({
  Type: z.literal('Task'),
  Resource: z.enum(['arn:aws:states:::lambda:invoke', 'arn:aws:states:::lambda:invoke.waitForTaskToken']),
  Arguments: z.strictObject({ FunctionName: z.string().min(1), Payload: json.optional() }),
  TimeoutSeconds: seconds.optional(),
  HeartbeatSeconds: seconds.optional(),
  ...common,
  ...shaping,
  ...transition,
  ...recovery,
});
const pass = z.strictObject({ Type: z.literal('Pass'), ...common, ...shaping, ...transition });
const succeed = z.strictObject({ Type: z.literal('Succeed'), ...common, Output: json.optional() });
const fail = z.strictObject({
  Type: z.literal('Fail'),
  ...common,
  Error: z.string().optional(),
  Cause: z.string().optional(),
});
const wait = z.strictObject({
  Type: z.literal('Wait'),
  Seconds: z
    .union(
      [z.int().min(0).max(LONGEST_SECONDS), expression],
      'expected a whole number from 0, or an expression',
    )
    .optional(),
  Timestamp: z
    .union(
      [z.string().regex(RFC3339), expression],
      'expected a time like 2026-11-21T09:00:00Z, or an expression',
    )
    .optional(),
  ...common,
  ...shaping,
  ...transition,
});
const choiceRule = z.strictObject({
  Comment: z.string().optional(),
  Condition: z.union([expression, z.boolean()], 'expected an expression or a boolean'),
  Next: z.string(),
  ...shaping,
});
const choice = z.strictObject({
  Type: z.literal('Choice'),
  Choices: z.array(choiceRule).min(1),
  Default: z.string().optional(),
  ...common,
  ...shaping,
});
/** The scopes inside are read by themselves, so that their problems name their own states. */
const parallel = z.strictObject({
  Type: z.literal('Parallel'),
  Branches: z.array(z.unknown()).min(1),
  Arguments: json.optional(),
  ...common,
  ...shaping,
  ...transition,
  ...recovery,
});
const map = z.strictObject({
  Type: z.literal('Map'),
  ItemProcessor: z.unknown(),
  Items: z.union([z.array(json), expression], 'expected an array or an expression').optional(),
  ItemSelector: json.optional(),
  MaxConcurrency: z
    .union([z.int().min(0), expression], 'expected a whole number or an expression')
    .optional(),
  ...common,
  ...shaping,
  ...transition,
  ...recovery,
});

/** The schema of each type of state, by the name of the type. */
export const STATE_SCHEMAS = {
  Task: task,
  Pass: pass,
  Succeed: succeed,
  Fail: fail,
  Wait: wait,
  Choice: choice,
  Parallel: parallel,
  Map: map,
} as const;

/** States and where among them to begin: the machine itself, a branch of Parallel, or the processor of Map. */
const SCOPE = { StartAt: z.string(), States: z.record(z.string(), z.unknown()) };

export const machineSchema = z.strictObject({
  ...SCOPE,
  Comment: z.string().optional(),
  Version: z.literal('1.0').optional(),
  QueryLanguage: z.literal('JSONata', 'QueryLanguage must be JSONata'),
  TimeoutSeconds: z.int().min(1).max(LONGEST_SECONDS).optional(),
});
export const branchSchema = z.strictObject({ ...SCOPE, Comment: z.string().optional() });
export const processorSchema = z.strictObject({
  ...SCOPE,
  Comment: z.string().optional(),
  ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE').optional() }).optional(),
});

export type Retrier = z.infer<typeof retrier>;
export type Catcher = z.infer<typeof catcher>;
export type TaskState = z.infer<typeof task>;
export type PassState = z.infer<typeof pass>;
export type SucceedState = z.infer<typeof succeed>;
export type FailState = z.infer<typeof fail>;
export type WaitState = z.infer<typeof wait>;
export type ChoiceState = z.infer<typeof choice>;
export type ParallelState = Omit<z.infer<typeof parallel>, 'Branches'> & {
  readonly branches: readonly Scope[];
};
export type MapState = Omit<z.infer<typeof map>, 'ItemProcessor'> & { readonly processor: Scope };
export type State =
  | TaskState
  | PassState
  | SucceedState
  | FailState
  | WaitState
  | ChoiceState
  | ParallelState
  | MapState;

/** A read scope: its states by name. */
export interface Scope {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** A read state machine. `timeoutSeconds` limits the whole execution. */
export interface Definition {
  readonly scope: Scope;
  readonly timeoutSeconds: number | undefined;
}

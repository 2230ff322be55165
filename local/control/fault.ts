/** What may be asked to go wrong. Whatever would change nothing is refused, so that no test proves less than it says. */
import * as z from 'zod';
import type { ServiceName } from '../kernel/contract.ts';
import { ControlProblem } from './problem.ts';

const OPERATIONS = {
  dynamodb:
    /^(GetItem|PutItem|UpdateItem|DeleteItem|Query|Scan|BatchGetItem|BatchWriteItem|TransactGetItems|TransactWriteItems)$/,
  ses: /^(SendRawEmail|SendEmail)$/,
  states:
    /^(StartExecution|StopExecution|DescribeExecution|ListExecutions|GetExecutionHistory|SendTask(Success|Failure|Heartbeat))$/,
  s3: /^(GetObject|HeadObject|PutObject|PostObject|CopyObject|DeleteObjects?|ListObjectsV2|HeadBucket)$/,
  sqs: /^((SendMessage|DeleteMessage|ChangeMessageVisibility)(Batch)?|ReceiveMessage|GetQueueAttributes)$/,
  // Here an operation is the name of a function.
  lambda: /^/,
  events: /^PutEvents$/,
  secretsmanager: /^GetSecretValue$/,
  translate: /^TranslateText$/,
  bedrock: /^Converse$/,
} as const satisfies Partial<Record<ServiceName, RegExp>>;

type FaultyService = keyof typeof OPERATIONS;

const SERVICES = Object.keys(OPERATIONS) as [FaultyService, ...FaultyService[]];

interface KindDescription {
  /** Which services it is known for. */
  readonly services: readonly FaultyService[];
  /** Whether it can be narrowed to one operation of these services. */
  readonly narrowed: readonly FaultyService[];
  /** Its own fields. */
  readonly fields: readonly ('error' | 'limit' | 'seconds')[];
}

const KINDS = {
  error: { services: SERVICES, narrowed: SERVICES, fields: ['error'] },
  // The call is carried out, its answer lost.
  after: { services: SERVICES, narrowed: SERVICES, fields: ['error'] },
  // Streams and queues deliver again, buses and asynchronous invocations too; SES notifies twice of one mail.
  duplicate: {
    services: ['dynamodb', 'events', 'lambda', 'ses', 'sqs'],
    narrowed: ['lambda'],
    fields: [],
  },
  reorder: { services: ['events', 'sqs'], narrowed: [], fields: [] },
  'index-lag': { services: ['dynamodb'], narrowed: [], fields: ['seconds'] },
  'late-ttl': { services: ['dynamodb'], narrowed: [], fields: [] },
  'transaction-conflict': { services: ['dynamodb'], narrowed: [], fields: [] },
  concurrency: { services: ['lambda'], narrowed: ['lambda'], fields: ['limit'] },
  'timer-jitter': { services: ['states', 'events'], narrowed: [], fields: ['seconds'] },
} as const satisfies Record<string, KindDescription>;

export type FaultKind = keyof typeof KINDS;

const schema = z.strictObject({
  kind: z.enum(Object.keys(KINDS) as [FaultKind, ...FaultKind[]]).default('error'),
  service: z.enum(SERVICES),
  /** An operation of the wire; for lambda, a function's logical id or name. */
  operation: z.string().min(1).optional(),
  /** AWS's name for the error. */
  error: z
    .string()
    .regex(/^[A-Za-z][A-Za-z.]*$/)
    .optional(),
  rate: z.number().min(0).max(1).default(1),
  /** For `concurrency`: how many invocations of one function may run at a time. */
  limit: z.number().int().min(0).optional(),
  /** For `timer-jitter`: the longest that a timer may be late; for `index-lag`: how far indexes are behind. */
  seconds: z.number().positive().max(3600).optional(),
});

export type Fault = z.infer<typeof schema>;

/** `functions` are the names by which a function may be called. Throws ControlProblem 400. */
export function parseFault(given: unknown, functions?: ReadonlySet<string>): Fault {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw bad(z.prettifyError(parsed.error).replaceAll(/\s+/g, ' '));
  const fault = parsed.data;
  const kind: KindDescription = KINDS[fault.kind];
  if (!kind.services.includes(fault.service)) {
    const known = kind.services.join(', ');
    throw bad(`service: the kind ${fault.kind} is known for ${known}, not for ${fault.service}.`);
  }
  for (const field of ['error', 'limit', 'seconds'] as const) {
    if (fault[field] !== undefined && !kind.fields.includes(field)) {
      throw bad(`${field}: the kind ${fault.kind} does not look at it.`);
    }
  }
  checkOperation(fault, kind, functions);
  if (fault.kind === 'error' && fault.error === undefined) {
    throw bad('error: the name of the error is missing, such as ThrottlingException.');
  }
  if (fault.kind === 'concurrency' && fault.limit === undefined) {
    throw bad('limit: how many invocations may run at a time is missing.');
  }
  return fault;
}

function checkOperation(
  { kind: name, service, operation }: Fault,
  kind: KindDescription,
  functions: ReadonlySet<string> | undefined,
): void {
  if (operation === undefined) return;
  if (!kind.narrowed.includes(service)) {
    throw bad(`operation: the kind ${name} strikes all of ${service}; leave it out.`);
  }
  if (service === 'lambda' && operation !== 'Invoke' && functions?.has(operation) === false) {
    throw bad(`operation: there is no function ${operation}.`);
  }
  if (!OPERATIONS[service].test(operation)) {
    throw bad(`operation: no function can call ${operation} of ${service} here.`);
  }
}

const bad = (detail: string): ControlProblem => new ControlProblem(400, detail);

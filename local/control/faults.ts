/** What can be made to go wrong: errors, lost answers, and the habits of AWS that a quiet machine never shows. */
import * as z from 'zod';
import {
  AwsError,
  type Call,
  type Clock,
  type Interceptor,
  type Reply,
  type ServiceName,
} from '../kernel/contract.ts';
import type { InvocationWatcher } from '../lambda/functions.ts';
import { ControlProblem } from './problem.ts';

const SERVICES = ['dynamodb', 'ses', 'states', 's3', 'sqs', 'lambda', 'events', 'secretsmanager'] as const;

/** Which services each kind is known for; the rest are answered with 501. */
const KINDS = {
  error: SERVICES,
  after: SERVICES,
  duplicate: ['sqs', 'lambda', 'events'],
  reorder: ['sqs'],
  'transaction-conflict': ['dynamodb'],
  concurrency: ['lambda'],
  'timer-jitter': ['states', 'events'],
} as const satisfies Record<string, readonly ServiceName[]>;

const NOT_BUILT = ['index-lag', 'late-ttl'];

const faultSchema = z.strictObject({
  kind: z.enum(Object.keys(KINDS) as [keyof typeof KINDS, ...(keyof typeof KINDS)[]]).default('error'),
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
  /** For `timer-jitter`: the longest that a timer may be late. */
  seconds: z.number().positive().default(5),
});

type Fault = z.infer<typeof faultSchema>;
type Kind = Fault['kind'];

export interface Faults {
  readonly interceptor: Interceptor;
  readonly watcher: InvocationWatcher;
  /** Whether this habit shows now. */
  happens(kind: 'duplicate' | 'reorder', service: ServiceName): boolean;
  /** The refusal of a transaction whose items are in another one, when it is time for that. */
  conflict(call: Call): Reply | undefined;
  /** The desk's clock as a service sees it: its timers may be late. */
  clockOf(service: ServiceName, clock: Clock): Clock;
  /** Adds one; throws ControlProblem 400 or 501. */
  add(fault: unknown): void;
  list(): readonly Fault[];
  clear(): void;
}

/** `chance` answers a number from 0 to 1. */
export function createFaults(chance: () => number = Math.random): Faults {
  let faults: readonly Fault[] = [];
  const strikes = (kind: Kind, service: ServiceName, ...operations: readonly string[]): Fault | undefined =>
    faults.find(
      (fault) =>
        fault.kind === kind &&
        fault.service === service &&
        (fault.operation === undefined || operations.includes(fault.operation)) &&
        chance() < fault.rate,
    );

  return {
    interceptor: {
      before(call) {
        if (call.caller === 'local') return;
        const error = strikes('error', call.service, call.operation);
        if (error) throw awsError(error);
      },
      after(call) {
        if (call.caller === 'local') return;
        const lost = strikes('after', call.service, call.operation);
        if (lost) throw awsError(lost);
      },
    },
    watcher: {
      before({ logicalId, name }, running) {
        const error = strikes('error', 'lambda', logicalId, name, 'Invoke');
        if (error) throw awsError(error);
        const limit =
          strikes('concurrency', 'lambda', logicalId, name, 'Invoke')?.limit ?? Number.POSITIVE_INFINITY;
        if (running >= limit) throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
      },
      after({ description: { logicalId, name } }) {
        const lost = strikes('after', 'lambda', logicalId, name, 'Invoke');
        if (lost) throw awsError(lost);
      },
    },
    happens: (kind, service) => strikes(kind, service) !== undefined,
    conflict(call) {
      if (call.caller === 'local' || call.operation !== 'TransactWriteItems') return undefined;
      return strikes('transaction-conflict', call.service, call.operation) && transactionConflict(call);
    },
    clockOf: (service, clock) => ({
      ...clock,
      alarm(key, at, fire) {
        const late = strikes('timer-jitter', service)?.seconds ?? 0;
        clock.alarm(key, at + Math.round(late * 1000 * chance()), fire);
      },
    }),
    add(given) {
      faults = [...faults, parseFault(given)];
    },
    list: () => faults,
    clear() {
      faults = [];
    },
  };
}

function parseFault(given: unknown): Fault {
  const kind = typeof given === 'object' && given !== null && 'kind' in given ? given.kind : undefined;
  if (typeof kind === 'string' && NOT_BUILT.includes(kind)) {
    throw new ControlProblem(501, `The fault kind ${kind} is not built yet.`);
  }
  const parsed = faultSchema.safeParse(given);
  if (!parsed.success) throw new ControlProblem(400, z.prettifyError(parsed.error).replaceAll(/\s+/g, ' '));
  const fault = parsed.data;
  const services: readonly string[] = KINDS[fault.kind];
  if (!services.includes(fault.service)) {
    throw new ControlProblem(
      400,
      `service: the kind ${fault.kind} is known for ${services.join(', ')}, not for ${fault.service}.`,
    );
  }
  if (fault.kind === 'error' && fault.error === undefined) {
    throw new ControlProblem(400, 'error: the name of the error is missing, such as ThrottlingException.');
  }
  if (fault.kind === 'concurrency' && fault.limit === undefined) {
    throw new ControlProblem(400, 'limit: how many invocations may run at a time is missing.');
  }
  return fault;
}

/** Names that AWS sends with a status of 5xx; SDKs decide by it whether to try again. */
function awsError({ error = 'InternalServerError', service, operation }: Fault): AwsError {
  const status = /Internal|ServiceUnavailable|ServiceException|ServiceFailure/.test(error) ? 500 : 400;
  return new AwsError(error, `A fault was asked for: ${service} ${operation ?? 'any operation'}.`, status);
}

/** Every element of the transaction gets a reason; the first one is in conflict. The database never says so itself. */
function transactionConflict(call: Call): Reply {
  const elements = Array.isArray(call.input.TransactItems) ? call.input.TransactItems : [{}];
  const reasons = elements.map((_, index) =>
    index === 0
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: message,
      message,
      CancellationReasons: reasons,
    }),
  };
}

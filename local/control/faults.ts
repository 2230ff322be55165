/** What can be made to go wrong: errors, lost answers, and the habits of AWS that a quiet machine never shows. */
import { AwsError, type Call, type Clock, type Interceptor, type ServiceName } from '../kernel/contract.ts';
import type { InvocationWatcher } from '../lambda/functions.ts';
import { type Fault, type FaultKind, parseFault } from './fault.ts';

/** Habits that a service asks about when it could show one. */
export type Habit = 'duplicate' | 'reorder' | 'late-ttl' | 'transaction-conflict';

export interface Faults {
  readonly interceptor: Interceptor;
  readonly watcher: InvocationWatcher;
  /** Whether this habit shows now; `operations` are the names of the function that it would be about. */
  happens(habit: Habit, service: ServiceName, ...operations: readonly string[]): boolean;
  /** How far the indexes shall be behind a write of now, in ms; undefined when they are not. */
  indexLag(): number | undefined;
  /** The desk's clock as a service sees it: its timers may be late. */
  clockOf(service: ServiceName, clock: Clock): Clock;
  /** Adds one; throws ControlProblem 400. */
  add(fault: unknown): void;
  list(): readonly Fault[];
  clear(): void;
}

export interface FaultsOptions {
  /** Answers a number from 0 to 1. */
  readonly chance?: () => number;
  /** Logical ids and names of all functions. */
  readonly functions?: readonly string[];
}

const JITTER_SECONDS = 5;
const LAG_SECONDS = 1;

export function createFaults(options: FaultsOptions = {}): Faults {
  const chance = options.chance ?? Math.random;
  const functions = options.functions && new Set(options.functions);
  let faults: readonly Fault[] = [];
  const strikes = (
    kind: FaultKind,
    service: ServiceName,
    ...operations: readonly string[]
  ): Fault | undefined =>
    faults.find(
      (fault) =>
        fault.kind === kind &&
        fault.service === service &&
        (fault.operation === undefined || operations.includes(fault.operation)) &&
        chance() < fault.rate,
    );
  const refuse = (kind: 'error' | 'after', service: ServiceName, ...operations: readonly string[]): void => {
    const fault = strikes(kind, service, ...operations);
    if (fault) throw awsError(fault);
  };

  return {
    interceptor: {
      before(call) {
        if (isStruck(call)) refuse('error', call.service, call.operation);
      },
      after(call) {
        if (isStruck(call)) refuse('after', call.service, call.operation);
      },
    },
    watcher: {
      before({ logicalId, name }, running) {
        refuse('error', 'lambda', logicalId, name, 'Invoke');
        const limit =
          strikes('concurrency', 'lambda', logicalId, name, 'Invoke')?.limit ?? Number.POSITIVE_INFINITY;
        if (running >= limit) throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
      },
      after({ description: { logicalId, name } }) {
        refuse('after', 'lambda', logicalId, name, 'Invoke');
      },
    },
    happens: (habit, service, ...operations) => strikes(habit, service, ...operations) !== undefined,
    indexLag() {
      const fault = strikes('index-lag', 'dynamodb');
      return fault && (fault.seconds ?? LAG_SECONDS) * 1000;
    },
    clockOf: (service, clock) => ({
      ...clock,
      alarm(key, at, fire) {
        const fault = strikes('timer-jitter', service);
        const late = fault === undefined ? 0 : (fault.seconds ?? JITTER_SECONDS) * 1000 * chance();
        clock.alarm(key, at + Math.round(late), fire);
      },
    }),
    add(given) {
      faults = [...faults, parseFault(given, functions)];
    },
    list: () => faults,
    clear() {
      faults = [];
    },
  };
}

/** The desk's own calls, and an operator's, are never struck; invocations are looked at where they run. */
const isStruck = ({ caller, service }: Call): boolean => caller !== 'local' && service !== 'lambda';

/** Names that AWS sends with a status of 5xx; SDKs decide by it whether to try again. */
function awsError({ error = 'InternalServerError', service, operation }: Fault): AwsError {
  const status = /Internal|ServiceUnavailable|ServiceException|ServiceFailure/.test(error) ? 500 : 400;
  return new AwsError(error, `A fault was asked for: ${service} ${operation ?? 'any operation'}.`, status);
}

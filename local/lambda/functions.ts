/** Runs the functions of the template, synchronously and asynchronously. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  type Activity,
  AwsError,
  type Clock,
  type Functions,
  type InvokeResult,
} from '../kernel/contract.ts';
import type { FunctionDescription } from '../template/functions.ts';
import { type AsyncInvocations, openAsyncInvocations } from './async-invocations.ts';
import { environmentOf } from './environment.ts';
import { failure, PAYLOAD_LIMIT, THROTTLED } from './failure.ts';
import { startInstance } from './instance.ts';
import { openLog } from './logs.ts';
import { createPool } from './pool.ts';
import { createPrecedence } from './precedence.ts';
import { makeWorkerModule } from './worker-module.ts';

export interface Invocation {
  readonly description: FunctionDescription;
  readonly result: InvokeResult;
  /** Real milliseconds, cold start included as Lambda bills it. */
  readonly milliseconds: number;
}

/** Looks at every invocation: faults, meter. */
export interface InvocationWatcher {
  /** Throwing an AwsError refuses the invocation; `running` are those of this function under way. */
  before?(description: FunctionDescription, running: number): void;
  /** Throwing an AwsError loses the answer. */
  after?(invocation: Invocation): void;
}

export interface DeskFunctions extends Functions {
  /** Runs what was accepted before the last stop; call it once everything is ready. */
  resume(): void;
  close(): Promise<void>;
}

export interface FunctionsOptions {
  readonly descriptions: readonly FunctionDescription[];
  readonly clock: Clock;
  readonly time: SharedArrayBuffer;
  readonly activity: Activity;
  readonly dataFolder: string;
  readonly wireUrl: string;
  /** Endpoints, region and secret for the SDK. */
  readonly wireEnvironment: Readonly<Record<string, string>>;
  /** How many instances a function may have. */
  readonly maximumInstances: (description: FunctionDescription) => number;
  /** Whether people wait for its answer; the others let it go first. */
  readonly isWaitedFor?: (description: FunctionDescription) => boolean;
  /** Real seconds that stand for one second of a function's timeout; a laptop is slower than Lambda. */
  readonly timeoutScale: number;
  readonly watchers: readonly InvocationWatcher[];
  /** Whether an asynchronous invocation is made twice. */
  readonly doubles?: (description: FunctionDescription) => boolean;
  /** Sends the record of a failed asynchronous invocation. */
  readonly deliverFailure: (destinationArn: string, record: Record<string, unknown>) => void | Promise<void>;
  /** Told how many bytes were logged. */
  readonly onLog?: (bytes: number) => void;
}

export function createFunctions(options: FunctionsOptions): DeskFunctions {
  const { activity, timeoutScale, watchers } = options;
  const module = makeWorkerModule(options.dataFolder);
  const precedence = createPrecedence();
  const all = options.descriptions.map((description) => {
    const log = openLog(join(options.dataFolder, 'logs'), description.logicalId);
    const pool = createPool(options.maximumInstances(description), () =>
      startInstance({
        module,
        description,
        environment: environmentOf(description, options.wireEnvironment),
        time: options.time,
        wireUrl: options.wireUrl,
        initTimeoutMilliseconds: 10_000 * timeoutScale,
        log: (chunk) => {
          options.onLog?.(chunk.length);
          log.write(chunk);
        },
      }),
    );
    const isWaitedFor = options.isWaitedFor?.(description) ?? false;
    return { description, pool, log, isWaitedFor };
  });
  const byName = new Map(
    all.flatMap((one) => {
      const { logicalId, name, arn } = one.description;
      return [logicalId, name, arn].map((key) => [key, one] as const);
    }),
  );
  const named = (functionName: string) => {
    const found = byName.get(functionName) ?? byName.get(functionName.replace(/:\$LATEST$/, ''));
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${functionName}`, 404);
  };

  const run = async (
    { description, pool, isWaitedFor }: (typeof all)[number],
    json: string,
  ): Promise<InvokeResult> => {
    const done = activity.begin(`function ${description.logicalId}`);
    const answered = isWaitedFor ? precedence.begin() : undefined;
    try {
      if (!isWaitedFor) await precedence.turn();
      for (const watcher of watchers) watcher.before?.(description, pool.running);
      const { result, milliseconds } = await pool.run({
        requestId: randomUUID(),
        payload: json,
        functionName: description.name,
        functionArn: description.arn,
        memoryMegabytes: description.memoryMegabytes,
        timeoutMilliseconds: description.timeoutSeconds * 1000 * timeoutScale,
      });
      const invocation = { description, result, milliseconds };
      for (const watcher of watchers) watcher.after?.(invocation);
      return result;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return failure(
        error.code === 'TooManyRequestsException' ? THROTTLED : `Lambda.${error.code}`,
        error.message,
      );
    } finally {
      answered?.();
      done();
    }
  };

  const invocations: AsyncInvocations = openAsyncInvocations({
    dataFolder: options.dataFolder,
    clock: options.clock,
    invoke: (logicalId, json) => run(named(logicalId), json),
    policy: (logicalId) => named(logicalId).description,
    doubles: options.doubles ?? (() => false),
    deliverFailure: options.deliverFailure,
  });

  return {
    async invoke(functionName, payload) {
      const one = named(functionName);
      const json = JSON.stringify(payload) ?? 'null';
      if (Buffer.byteLength(json) > PAYLOAD_LIMIT) {
        return failure('Lambda.RequestTooLargeException', `${PAYLOAD_LIMIT} byte payload limit exceeded.`);
      }
      return run(one, json);
    },
    async invokeAsync(functionName, payload) {
      invocations.accept(named(functionName).description.logicalId, JSON.stringify(payload) ?? 'null');
    },
    resume: () => invocations.resume(),
    async close() {
      invocations.close();
      await Promise.all(all.map(({ pool }) => pool.close()));
      for (const { log } of all) log.close();
    },
  };
}

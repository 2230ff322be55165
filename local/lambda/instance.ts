/** One instance of a function: a worker thread, started cold, that takes one request at a time. */
import { Worker } from 'node:worker_threads';
import type { InvokeResult } from '../kernel/contract.ts';
import type { FunctionDescription } from '../template/functions.ts';
import { failure } from './failure.ts';
import type { FromWorker, FunctionFailure, InstanceStart, InvocationRequest } from './protocol.ts';

export interface Instance {
  /** Waits for the cold start, then for the answer; never rejects. */
  invoke(request: InvocationRequest): Promise<InvokeResult>;
  /** An instance that has ended takes no further request. */
  readonly ended: boolean;
  close(): Promise<void>;
}

export interface InstanceOptions {
  /** What `makeWorkerModule` made. */
  readonly module: URL;
  readonly description: FunctionDescription;
  readonly environment: Readonly<Record<string, string>>;
  readonly time: SharedArrayBuffer;
  readonly wireUrl: string;
  /** Lambda allows 10 s for the cold start; a machine that starts eight at once gets more. */
  readonly initTimeoutMilliseconds: number;
  readonly log: (chunk: Buffer) => void;
}

/** Left to itself V8 gives every busy thread 32 MB for what is forgotten after each request. */
const YOUNG_MEGABYTES = 12;

export function startInstance(options: InstanceOptions): Instance {
  const { description } = options;
  const start: InstanceStart = {
    codeFolder: description.codeFolder,
    handler: description.handler,
    time: options.time,
    wireUrl: options.wireUrl,
  };
  const worker = new Worker(options.module, {
    workerData: start,
    env: { ...options.environment },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: description.memoryMegabytes,
      maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
    },
  });
  worker.stdout.on('data', options.log);
  worker.stderr.on('data', options.log);

  let ended = false;
  let isReady = false;
  let current: InvocationRequest | undefined;
  let reply: ((result: InvokeResult) => void) | undefined;
  const { promise: ready, resolve: started } = Promise.withResolvers<FunctionFailure | undefined>();

  const end = (result: FunctionFailure): Promise<number> => {
    ended = true;
    started(result);
    reply?.(result);
    reply = undefined;
    return worker.terminate();
  };

  const initTimer = setTimeout(() => {
    const seconds = (options.initTimeoutMilliseconds / 1000).toFixed(2);
    void end(failure('Sandbox.Timedout', `Error: Init timed out after ${seconds} seconds`));
  }, options.initTimeoutMilliseconds);

  worker.on('message', (message: FromWorker) => {
    if (message.type === 'ready') {
      clearTimeout(initTimer);
      isReady = true;
      started(undefined);
      return;
    }
    const result: InvokeResult =
      message.type === 'answer' ? { ok: true, payload: JSON.parse(message.json) } : message.failure;
    if (!result.ok && !isReady) {
      clearTimeout(initTimer);
      void end(result);
      return;
    }
    reply?.(result);
    reply = undefined;
  });
  worker.on('error', (error: Error & { code?: string }) => {
    const type = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'Runtime.OutOfMemory' : 'Runtime.ExitError';
    void end(failure(type, `RequestId: ${current?.requestId} Error: ${error.message}`));
  });
  worker.on('exit', (code) => {
    clearTimeout(initTimer);
    const why = code === 0 ? 'without providing a reason' : `with error: exit status ${code}`;
    void end(failure('Runtime.ExitError', `RequestId: ${current?.requestId} Error: Runtime exited ${why}`));
  });

  return {
    get ended() {
      return ended;
    },
    async invoke(request) {
      current = request;
      const initFailure = await ready;
      if (initFailure) return initFailure;
      const { promise, resolve } = Promise.withResolvers<InvokeResult>();
      reply = resolve;
      const timer = setTimeout(() => {
        const message = `RequestId: ${request.requestId} Error: Task timed out after ${description.timeoutSeconds.toFixed(2)} seconds`;
        options.log(Buffer.from(`${message}\n`));
        void end(failure('Sandbox.Timedout', message));
      }, request.timeoutMilliseconds);
      worker.postMessage(request);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      clearTimeout(initTimer);
      await end(failure('Runtime.ExitError', 'The desk is closing.'));
    },
  };
}

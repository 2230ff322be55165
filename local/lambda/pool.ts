/** The instances of one function: started when all are busy, up to a limit, and kept. */
import type { InvokeResult } from '../kernel/contract.ts';
import { failure } from './failure.ts';
import type { Instance } from './instance.ts';
import type { InvocationRequest } from './protocol.ts';

export interface Pool {
  /** Waits for a free instance; `coldStartMilliseconds` is set when one was started for this request. */
  run(request: InvocationRequest): Promise<{ result: InvokeResult; coldStartMilliseconds?: number }>;
  /** Requests that have an instance or wait for one. */
  readonly running: number;
  close(): Promise<void>;
}

export function createPool(maximum: number, startInstance: () => Instance): Pool {
  const instances = new Set<Instance>();
  const free: Instance[] = [];
  const waiting: ((instance: Instance | undefined) => void)[] = [];
  let running = 0;
  let closed = false;

  const take = (): Promise<Instance | undefined> => {
    const instance = free.pop();
    if (instance) return Promise.resolve(instance);
    if (instances.size < maximum) return Promise.resolve(start());
    return new Promise((resolve) => waiting.push(resolve));
  };
  const start = (): Instance => {
    const instance = startInstance();
    instances.add(instance);
    return instance;
  };
  const giveBack = (instance: Instance): void => {
    if (instance.ended) instances.delete(instance);
    const next = waiting.shift();
    if (next) next(instance.ended ? start() : instance);
    else if (!instance.ended) free.push(instance);
  };
  /** An instance may end while it is idle: a timer that throws, say. */
  const takeLiving = async (): Promise<Instance | undefined> => {
    const instance = await take();
    if (!instance?.ended) return instance;
    instances.delete(instance);
    return takeLiving();
  };

  return {
    get running() {
      return running;
    },
    async run(request) {
      running += 1;
      try {
        const instance = closed ? undefined : await takeLiving();
        if (!instance) return { result: failure('Runtime.ExitError', 'The desk is closing.') };
        const wasCold = instance.initMilliseconds === undefined;
        const result = await instance.invoke(request);
        if (closed) return { result };
        giveBack(instance);
        const init = instance.initMilliseconds;
        return wasCold && init !== undefined ? { result, coldStartMilliseconds: init } : { result };
      } finally {
        running -= 1;
      }
    },
    async close() {
      closed = true;
      for (const resolve of waiting.splice(0)) resolve(undefined);
      await Promise.all([...instances].map((instance) => instance.close()));
    },
  };
}

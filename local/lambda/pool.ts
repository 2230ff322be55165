/** The instances of one function: started when all are busy, up to a limit, and ended when they are idle for long. */
import type { InvokeResult } from '../kernel/contract.ts';
import { failure } from './failure.ts';
import type { Instance } from './instance.ts';
import type { InvocationRequest } from './protocol.ts';

export interface Pool {
  /** Waits for a free instance; `milliseconds` of real time count from then on, a cold start included. */
  run(request: InvocationRequest): Promise<{ result: InvokeResult; milliseconds: number }>;
  /** Requests that have an instance or wait for one. */
  readonly running: number;
  close(): Promise<void>;
}

/** Lambda ends idle instances as well; here it is their 20 MB that somebody else may want. The last one stays. */
const IDLE_MILLISECONDS = 30_000;

export function createPool(
  maximum: number,
  startInstance: () => Instance,
  idleMilliseconds = IDLE_MILLISECONDS,
): Pool {
  const instances = new Set<Instance>();
  /** The one used last is last, and is used first. */
  const free: { readonly instance: Instance; readonly since: number }[] = [];
  const waiting: ((instance: Instance | undefined) => void)[] = [];
  let running = 0;
  let closed = false;

  const take = (): Promise<Instance | undefined> => {
    const last = free.pop();
    if (last) return Promise.resolve(last.instance);
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
    else if (!instance.ended) free.push({ instance, since: performance.now() });
  };
  const endIdle = (): void => {
    const before = performance.now() - idleMilliseconds;
    for (const one of free.filter(({ since }) => since < before).slice(0, instances.size - 1)) {
      free.splice(free.indexOf(one), 1);
      instances.delete(one.instance);
      void one.instance.close();
    }
  };
  const idleTimer = setInterval(endIdle, idleMilliseconds / 2).unref();
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
        if (!instance)
          return { result: failure('Runtime.ExitError', 'The desk is closing.'), milliseconds: 0 };
        const startedAt = performance.now();
        const result = await instance.invoke(request);
        if (!closed) giveBack(instance);
        return { result, milliseconds: performance.now() - startedAt };
      } finally {
        running -= 1;
      }
    },
    async close() {
      closed = true;
      clearInterval(idleTimer);
      for (const resolve of waiting.splice(0)) resolve(undefined);
      await Promise.all([...instances].map((instance) => instance.close()));
    },
  };
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instance } from '../../../local/lambda/instance.ts';
import { createPool } from '../../../local/lambda/pool.ts';
import type { InvocationRequest } from '../../../local/lambda/protocol.ts';

const request: InvocationRequest = {
  requestId: '1',
  payload: '{}',
  functionName: 'fn',
  functionArn: 'arn',
  memoryMegabytes: 128,
  timeoutMilliseconds: 1000,
};

/** Instances that answer when they are told to, and remember that they were ended. */
const instances = () => {
  const ended: number[] = [];
  const answers: (() => void)[] = [];
  let started = 0;
  const start = (): Instance => {
    const number = started;
    started += 1;
    return {
      ended: false,
      invoke: () => new Promise((resolve) => answers.push(() => resolve({ ok: true, payload: null }))),
      close: async () => {
        ended.push(number);
      },
    };
  };
  return { start, ended, answerAll: () => answers.splice(0).map((answer) => answer()) };
};

/** Until everything that could go on has gone on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the instances of a function', () => {
  it('are ended when they have been idle for long, all but one', async () => {
    const { start, ended, answerAll } = instances();
    const pool = createPool(3, start, 1000);
    const busy = [pool.run(request), pool.run(request), pool.run(request)];
    await turn();
    answerAll();
    await Promise.all(busy);
    vi.advanceTimersByTime(900);
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(700);
    expect(ended).toHaveLength(2);
    const again = pool.run(request);
    await turn();
    vi.advanceTimersByTime(5000);
    expect(ended).toHaveLength(2);
    answerAll();
    expect((await again).result.ok).toBe(true);
    await pool.close();
    expect(ended).toHaveLength(3);
  });
});

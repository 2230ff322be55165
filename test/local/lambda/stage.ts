/** A folder, a clock that only tests move, and functions written as text. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity, Clock } from '../../../local/kernel/contract.ts';
import { createFunctions, type FunctionsOptions } from '../../../local/lambda/functions.ts';
import type { FunctionDescription } from '../../../local/template/functions.ts';

/** A clock that stands still until `advance`. */
export function aClock(start = Date.parse('2026-03-02T09:00:00Z')) {
  const alarms = new Map<string, { at: number; fire: () => void | Promise<void> }>();
  let now = start;
  const clock: Clock = {
    now: () => now,
    alarm: (key, at, fire) => void alarms.set(key, { at, fire }),
    cancel: (key) => void alarms.delete(key),
  };
  return {
    ...clock,
    alarms,
    /** Fires what is due on the way, in order. */
    advance(milliseconds: number) {
      const target = now + milliseconds;
      for (;;) {
        const [next] = [...alarms].filter(([, { at }]) => at <= target).sort(([, a], [, b]) => a.at - b.at);
        if (!next) break;
        alarms.delete(next[0]);
        now = Math.max(now, next[1].at);
        void next[1].fire();
      }
      now = target;
    },
  };
}

/** Knows whether anything is under way. */
export function anActivity() {
  let running = 0;
  const sources: (() => boolean)[] = [];
  const activity: Activity = {
    begin: () => {
      running += 1;
      return () => {
        running -= 1;
      };
    },
    source: (_, waiting) => void sources.push(waiting),
  };
  return { ...activity, isQuiet: () => running === 0 && !sources.some((waiting) => waiting()) };
}

export const aFolder = (): string => mkdtempSync(join(tmpdir(), 'desk-'));

/** A function whose bundle is this text. */
export function described(
  source: string,
  rest: Partial<FunctionDescription> = {},
  file = 'index.mjs',
): FunctionDescription {
  const codeFolder = join(aFolder(), 'code');
  mkdirSync(codeFolder);
  writeFileSync(join(codeFolder, file), source);
  return {
    logicalId: 'Fn',
    name: 'fn',
    arn: 'arn:aws:lambda:eu-west-1:000000000000:function:fn',
    codeFolder,
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    environment: {},
    timeoutSeconds: 10,
    memoryMegabytes: 128,
    roleArn: 'arn:aws:iam::000000000000:role/R',
    logFormat: 'Text',
    onAsyncFailure: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 },
    ...rest,
  };
}

/** The functions room with everything else at rest. */
export function functionsWith(description: FunctionDescription, rest: Partial<FunctionsOptions> = {}) {
  const dataFolder = rest.dataFolder ?? aFolder();
  const functions = createFunctions({
    descriptions: [description],
    clock: aClock(),
    time: new SharedArrayBuffer(8),
    activity: anActivity(),
    dataFolder,
    wireUrl: 'http://127.0.0.1:1',
    wireEnvironment: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_SECRET_ACCESS_KEY: 'local' },
    maximumInstances: () => 2,
    timeoutScale: 1,
    watchers: [],
    deliverFailure: () => {},
    ...rest,
  });
  return { functions, dataFolder };
}

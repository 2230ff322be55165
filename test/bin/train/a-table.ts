/** Tables of tickets in files that go away with the test. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ExitCode } from '../../../bin/desk/apply.ts';
import { type TrainOrder, trainModel } from '../../../bin/desk/train/train.ts';

export const aTable = async (content: string | Uint8Array, name = 'tickets.csv'): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'threeline-train-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
};

/** Refunds and crashes, so many of each, that anyone can tell apart. */
export const easyTable = (each: number): string =>
  [
    'body,category,priority,line',
    ...Array.from({ length: each }, (_, at) => [
      `"please refund invoice ${at}, it was charged twice",payments,high,1`,
      `"the window freezes and crashes, ${at} times",app-error,normal,2`,
    ]).flat(),
    '',
  ].join('\n');

export interface Told {
  readonly code: ExitCode;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

export const runTrain = async (order: Partial<TrainOrder>): Promise<Told> => {
  const out: string[] = [];
  const err: string[] = [];
  const silent = { begin: () => undefined, step: () => undefined, end: () => undefined };
  const where = { endpoint: 'http://127.0.0.1:1' };
  const code = await trainModel(
    { where, token: null, from: null, test: null, json: false, ...order },
    { say: (text) => out.push(text), complain: (text) => err.push(text) },
    silent,
  );
  return { code, out, err };
};

/** The desk as `npm start` runs it, in a process of its own that a story can kill. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inject } from 'vitest';
import { type Client, clientOf } from './a-desk.ts';
import { begun } from './habits.ts';

const repository = resolve(import.meta.dirname, '../../..');

export interface DeskProcess extends Client {
  /** As a power failure ends it. */
  kill(): Promise<void>;
  /** As Ctrl-C ends it; answers the exit code. */
  stop(): Promise<number | null>;
}

/** What has been synthesized already is put where `npm start` would put it. */
export const prepareFolder = (dataFolder: string): void => {
  const made = dirname(inject('assembly'));
  for (const name of ['cdk.out', 'cdk.out.sha256'])
    cpSync(join(made, name), join(dataFolder, name), { recursive: true });
};

/** Answers when the desk says that it is ready; throws with what it said when it ends instead. */
export const startProcess = async (dataFolder: string): Promise<DeskProcess> => {
  const child = spawn(process.execPath, ['local/start.ts'], {
    cwd: repository,
    env: { ...process.env, THREELINE_DATA: dataFolder, PORT: '0', SMTP_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let said = '';
  const url = await new Promise<string>((ready, failed) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /^ready (http:\S+)/m.exec(said)?.[1];
      if (found !== undefined) ready(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', failed);
    void ended.then(([code]) => failed(new Error(`The desk ended with ${code}: ${said}`)));
  });
  return {
    ...(await begun(await clientOf(url))),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return (await ended)[0];
    },
  };
};

/** Command lines of processes that name the folder. */
export const processesOf = (dataFolder: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((id) => {
      try {
        return readFileSync(join('/proc', id, 'cmdline'), 'utf8').replaceAll('\0', ' ');
      } catch {
        // It ended between the look at the folder and the look at it.
        return '';
      }
    })
    .filter((line) => line.includes(dataFolder));

/** Starts a desk for the bench and speaks to it. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { ServeOptions } from './serve.ts';

export type Who = 'requester' | 'agent1' | 'agent2' | 'agent3' | 'lead' | 'admin' | 'machine';

/** The units of `GET /_local/meter` (design.md section 5). */
export interface MeterReport {
  readonly [unit: string]: unknown;
  readonly standingUsdPerMonth: number;
  readonly byFunction: Readonly<Record<string, { readonly requests: number; readonly gbSeconds: number }>>;
  readonly usd: number;
}

export interface Mail {
  readonly subject: string;
  readonly text: string;
}

export interface RunningDesk {
  readonly url: string;
  readonly pid: number;
  readonly tokens: Readonly<Record<Who, string>>;
  /** JSON in, JSON or text out; throws for anything but 2xx. `who` null: nobody. */
  call(who: Who | null, method: string, path: string, body?: unknown): Promise<unknown>;
  settle(): Promise<void>;
  advance(duration: string): Promise<void>;
  meter(): Promise<MeterReport>;
  resetMeter(): Promise<void>;
  /** Oldest first. */
  mailsTo(address: string): Promise<readonly Mail[]>;
  close(): Promise<void>;
}

const answered = async (response: Response, what: string): Promise<unknown> => {
  const text = await response.text();
  if (!response.ok) throw new Error(`${what} answered ${response.status}: ${text.slice(0, 500)}`);
  return response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text;
};

/** Answers when the desk is ready. `THREELINE_BENCH_NODE_OPTIONS` reaches its Node: `--cpu-prof`, say. */
export const runDesk = async (options: ServeOptions): Promise<RunningDesk> => {
  const profiling = process.env.THREELINE_BENCH_NODE_OPTIONS;
  const child = fork(join(import.meta.dirname, 'serve.ts'), [JSON.stringify(options)], {
    execArgv: profiling === undefined ? [] : profiling.split(' '),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { url } = await new Promise<{ url: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { url: string }));
    child.once('exit', (code) => reject(new Error(`The desk ended with code ${code} before it was ready.`)));
  });

  const local = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return answered(await fetch(`${url}/_local/${path}`, { method, ...sent }), `${method} /_local/${path}`);
  };
  const tokens = (await local('GET', 'tokens')) as Readonly<Record<Who, string>>;

  return {
    url,
    pid: child.pid ?? 0,
    tokens,
    call: async (who, method, path, body) => {
      const isForm = typeof body === 'string';
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(who === null ? {} : { authorization: `Bearer ${tokens[who]}` }),
          ...(body === undefined
            ? {}
            : { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      });
      return answered(response, `${method} ${path}`);
    },
    settle: async () => {
      await local('POST', 'settle');
    },
    advance: async (advance) => {
      await local('POST', 'clock', { advance });
    },
    meter: async () => (await local('GET', 'meter')) as MeterReport,
    resetMeter: async () => {
      await local('DELETE', 'meter');
    },
    mailsTo: async (address) => {
      const outbox = await local('GET', `outbox?to=${encodeURIComponent(address)}`);
      return (outbox as { messages: readonly Mail[] }).messages;
    },
    close: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
};

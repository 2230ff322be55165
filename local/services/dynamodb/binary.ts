/** Finds the database's binary, runs it, and makes sure that it never outlives us. */
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { DamagedDatabase } from '../../kernel/database.ts';

/** Nothing here answers DynamoDB's protocol; the message says the three ways out. */
export class DatabaseMissing extends Error {
  constructor() {
    super(
      'No DynamoDB for the desk on one machine. Install the optional package @dynoxide/linux-x64, or put a ' +
        'dynoxide binary on the PATH, or name a running endpoint (DynamoDB Local, say) in THREELINE_DYNAMODB_ENDPOINT.',
    );
    this.name = 'DatabaseMissing';
  }
}

/** Where the database is: a binary to run, or an endpoint that somebody else runs. */
export type DatabasePlace =
  | { readonly kind: 'binary'; readonly path: string }
  | { readonly kind: 'endpoint'; readonly url: string };

const PACKAGE = '@dynoxide/linux-x64/package.json';

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const packaged = (): string | undefined => {
  try {
    return join(createRequire(import.meta.url).resolve(PACKAGE), '..', 'dynoxide');
  } catch {
    return undefined;
  }
};

/** An endpoint that somebody named wins; then our package, then the PATH. Throws DatabaseMissing. */
export const findDatabase = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
  inPackage: string | undefined = packaged(),
): DatabasePlace => {
  const url = environment.THREELINE_DYNAMODB_ENDPOINT;
  if (url !== undefined && url !== '') return { kind: 'endpoint', url: url.replace(/\/$/, '') };
  if (inPackage !== undefined && isExecutable(inPackage)) return { kind: 'binary', path: inPackage };
  for (const folder of (environment.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'dynoxide');
    if (folder !== '' && isExecutable(path)) return { kind: 'binary', path };
  }
  throw new DatabaseMissing();
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const exited = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/**
 * A shell that holds the read end of a pipe whose write end only we have. However we die, `kill -9` too, the kernel
 * closes the pipe, `read` ends, and the shell kills the database. It ignores what Ctrl-C sends to the whole group,
 * for it must be the last to go.
 */
const watchOver = (child: ChildProcess): ChildProcess => {
  const script = 'trap "" INT TERM HUP; read -r _; kill -9 "$1" 2>/dev/null';
  const watchdog = spawn('sh', ['-c', script, 'database-watchdog', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  watchdog.stdin?.on('error', () => undefined);
  if (watchdog.stdin !== null && 'unref' in watchdog.stdin) (watchdog.stdin as { unref(): void }).unref();
  return watchdog;
};

export interface RunningDatabase {
  readonly endpoint: string;
  readonly pid: number;
  close(): Promise<void>;
}

const START_ATTEMPTS = 5;
const START_MS = 15_000;
const STOP_MS = 3_000;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const startOnce = async (
  binary: string,
  file: string,
): Promise<{ readonly child: ChildProcess; readonly port: number; readonly words: () => string }> => {
  const port = await freePort();
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2000);
  });
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline && !exited(child) && failure === undefined) {
    if (await answers(port)) return { child, port, words: () => words };
    await pause(2);
  }
  child.kill('SIGKILL');
  if (failure !== undefined) throw failure;
  if (/not a valid SQLite database|malformed/.test(words)) throw new DamagedDatabase(file, words.trim());
  throw new Error(`The database ${binary} did not start: ${words.trim() || `exit code ${child.exitCode}`}`);
};

/** Runs the binary over `file` on a free port of 127.0.0.1, in our process group. `onDeath` hears of a death that `close` did not ask for. */
export const runDatabase = async (
  binary: string,
  file: string,
  onDeath: (reason: string) => void,
): Promise<RunningDatabase> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { child, port, words } = await startOnce(binary, file);
      const watchdog = watchOver(child);
      let closing = false;
      child.unref();
      const gone = new Promise<void>((resolve) => {
        child.once('exit', (code, signal) => {
          watchdog.kill('SIGKILL');
          resolve();
          const complaint = words().match(/^error.*$/im)?.[0] ?? '';
          if (!closing) onDeath(`The database ended (${signal ?? `exit code ${code}`}). ${complaint}`.trim());
        });
      });
      return {
        endpoint: `http://127.0.0.1:${port}`,
        pid: child.pid ?? 0,
        close: async () => {
          closing = true;
          if (exited(child)) return;
          child.ref();
          child.kill('SIGTERM');
          const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
          await gone;
          clearTimeout(force);
        },
      };
    } catch (error) {
      // Somebody may take the free port between our look and the binary's.
      const portTaken = error instanceof Error && /in use/i.test(error.message);
      if (!portTaken || attempt === START_ATTEMPTS) throw error;
    }
  }
};

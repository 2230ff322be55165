import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseMissing, findDatabase, runDatabase } from '../../../../local/services/dynamodb/binary.ts';
import { trimRecords } from '../../../../local/services/dynamodb/records.ts';
import { aFolder, removeFolder } from '../workbench.ts';

/** A dead process whose new parent has not asked for it yet still has a pid; it runs no more. */
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self/stat') || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
};

const binary = (): string => {
  const place = findDatabase({});
  if (place.kind !== 'binary') throw new Error('the package is not installed');
  return place.path;
};

describe('the database binary', () => {
  let folder: string;
  beforeEach(() => {
    folder = aFolder();
  });
  afterEach(() => removeFolder(folder));

  it('is an endpoint somebody named, else the package, else on the PATH, else an error that says these three', () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'dynoxide'), '');
    expect(() => findDatabase({ PATH: bin }, '/nowhere')).toThrow(DatabaseMissing);
    chmodSync(join(bin, 'dynoxide'), 0o755);
    expect(findDatabase({ PATH: `/usr:${bin}` }, '/nowhere')).toEqual({
      kind: 'binary',
      path: join(bin, 'dynoxide'),
    });
    expect(findDatabase({ THREELINE_DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000/' })).toEqual({
      kind: 'endpoint',
      url: 'http://127.0.0.1:8000',
    });
    expect(findDatabase({}).kind).toBe('binary');
    const ways = /@dynoxide\/linux-x64.*PATH.*THREELINE_DYNAMODB_ENDPOINT/;
    expect(() => findDatabase({ PATH: '' }, '/nowhere')).toThrow(ways);
  });

  it('is gone when it was closed', async () => {
    const database = await runDatabase(binary(), join(folder, 'd.sqlite'), () => {
      throw new Error('not a death');
    });
    expect(isRunning(database.pid)).toBe(true);
    await database.close();
    expect(isRunning(database.pid)).toBe(false);
    await database.close();
  });

  it('tells when it dies by itself', async () => {
    const reasons: string[] = [];
    const database = await runDatabase(binary(), join(folder, 'd.sqlite'), (reason) => reasons.push(reason));
    process.kill(database.pid, 'SIGKILL');
    await until(() => reasons.length > 0);
    expect(reasons).toEqual(['The database ended (SIGKILL).']);
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('does not outlive us on %s', async (signal) => {
    const holder = spawn(
      process.execPath,
      [join(import.meta.dirname, 'holder.ts'), join(folder, 'd.sqlite')],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const pid = await new Promise<number>((resolve) =>
      holder.stdout.once('data', (text: Buffer) => resolve(Number(text.toString()))),
    );
    expect(isRunning(pid)).toBe(true);
    holder.kill(signal);
    await until(() => !isRunning(pid));
  });

  it('a file that is no database is named in one sentence', async () => {
    const file = join(folder, 'd.sqlite');
    writeFileSync(file, 'this is no database, '.repeat(300));
    const sentence = /d\.sqlite is damaged \(.*\): move it away to start without what it holds/;
    expect(() => trimRecords(file, () => undefined)).toThrow(sentence);
    await expect(runDatabase(binary(), file, () => undefined)).rejects.toThrow(sentence);
  });
});

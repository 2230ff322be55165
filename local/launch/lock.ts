/** Keeps two desks from working in one data folder. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CannotStart } from './cannot-start.ts';

/** Takes the folder; answers how to give it back. Throws CannotStart when another desk has it. */
export function lockFolder(dataFolder: string): () => void {
  try {
    mkdirSync(dataFolder, { recursive: true });
  } catch (cause) {
    throw new CannotStart(`The data folder ${dataFolder} cannot be made: ${cause}.`, { cause });
  }
  const pidFile = join(dataFolder, 'desk.pid');
  // SQLite's lock is the kernel's: it goes with its process, also after kill -9, unlike a file that stays behind.
  const database = new DatabaseSync(join(dataFolder, 'desk.lock'));
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new CannotStart(
      `The data folder ${dataFolder} is in use by another running desk${pidIn(pidFile)}: stop that one, or name another folder with THREELINE_DATA=.`,
      { cause },
    );
  }
  writeFileSync(pidFile, String(process.pid));
  return () => {
    rmSync(pidFile, { force: true });
    database.close();
  };
}

function pidIn(file: string): string {
  try {
    return ` (process ${readFileSync(file, 'utf8')})`;
  } catch {
    return '';
  }
}

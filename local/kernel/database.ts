/** Opens the SQLite files in which the desk keeps what must survive `kill -9`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A file in the data folder cannot be read as a database; the message says which and what to do. */
export class DamagedDatabase extends Error {
  constructor(file: string, reason: string, cause?: unknown) {
    super(
      `${file} is damaged (${reason}): move it away to start without what it holds, or restore it from a copy.`,
      { cause },
    );
    this.name = 'DamagedDatabase';
  }
}

/** Opens `<dataFolder>/<name>.sqlite` and applies `schema` (CREATE … IF NOT EXISTS). Throws DamagedDatabase. */
export const openDatabase = (dataFolder: string, name: string, schema: string): DatabaseSync => {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, `${name}.sqlite`);
  try {
    const database = new DatabaseSync(file, { timeout: 5000 });
    // NORMAL loses nothing when the process is killed, only (at most) the last moments at a power cut.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    database.exec(schema);
    return database;
  } catch (error) {
    throw new DamagedDatabase(file, error instanceof Error ? error.message : String(error), error);
  }
};

/** Runs `work` in one transaction; what it throws undoes everything. Must not be nested. */
export const inTransaction = <T>(database: DatabaseSync, work: () => T): T => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
};

/** Keeps the binary's table of stream records small and quick: it never trims it and looks it through at every write. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { DamagedDatabase } from '../../kernel/database.ts';

const open = (file: string): DatabaseSync => {
  try {
    const database = new DatabaseSync(file, { timeout: 5000 });
    const [check] = database.prepare('PRAGMA quick_check(1)').all();
    const verdict = String(Object.values(check ?? {})[0]);
    if (verdict === 'ok') return database;
    database.close();
    throw new Error(verdict.replaceAll('\n', ' '));
  } catch (error) {
    throw new DamagedDatabase(file, error instanceof Error ? error.message : String(error), error);
  }
};

const hasRecords = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_stream_records'").get() !==
  undefined;

/**
 * Before the binary runs: checks the file and drops the records that every reader of their table has behind it. The
 * newest record of a table stays, for the next sequence number is counted from it. Throws DamagedDatabase.
 */
export const trimRecords = (file: string, readByAll: (table: string) => string | undefined): void => {
  if (!existsSync(file)) return;
  const database = open(file);
  try {
    if (!hasRecords(database)) return;
    const newest = database
      .prepare(
        'SELECT table_name AS name, MAX(CAST(sequence_number AS INTEGER)) AS last FROM _stream_records GROUP BY table_name',
      )
      .all();
    const drop = database.prepare(
      'DELETE FROM _stream_records WHERE table_name = ? AND CAST(sequence_number AS INTEGER) <= ? AND CAST(sequence_number AS INTEGER) < ?',
    );
    for (const { name, last } of newest) {
      const read = readByAll(String(name));
      if (read !== undefined) drop.run(String(name), BigInt(read), Number(last));
    }
  } finally {
    database.close();
  }
};

/** While the binary runs: the index by which it finds the newest and the next records of a table. */
export const indexRecords = (file: string): void => {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    database.exec(
      'CREATE INDEX IF NOT EXISTS zz_stream_cast ON _stream_records(table_name, CAST(sequence_number AS INTEGER))',
    );
  } finally {
    database.close();
  }
};

/** The tables in which executions are kept, in one SQLite file. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * `root` is the frame tree as JSON and gone once the execution is over; `wake_at` is when it next needs a turn, desk ms;
 * `calls` counts functions to be called again after a crash. `tokens` holds open tokens only.
 */
const TABLES = `
CREATE TABLE IF NOT EXISTS executions (
  id INTEGER PRIMARY KEY,
  arn TEXT NOT NULL UNIQUE,
  machine_arn TEXT NOT NULL,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  role_arn TEXT NOT NULL,
  input TEXT NOT NULL,
  started_at REAL NOT NULL,
  stopped_at REAL,
  status TEXT NOT NULL,
  output TEXT,
  error TEXT,
  cause TEXT,
  event_count INTEGER NOT NULL,
  root TEXT,
  wake_at REAL,
  calls INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS executions_by_machine ON executions (machine_arn, started_at, id);
CREATE INDEX IF NOT EXISTS executions_by_status ON executions (machine_arn, status, started_at, id);
CREATE INDEX IF NOT EXISTS executions_with_calls ON executions (id) WHERE calls > 0;
CREATE INDEX IF NOT EXISTS executions_running ON executions (id) WHERE wake_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS events (
  execution INTEGER NOT NULL, id INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (execution, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, arn TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS definitions (
  hash TEXT PRIMARY KEY, body TEXT NOT NULL, created_at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS status_changes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
`;

/** Opens `states.sqlite` in the folder, and makes both if there are none. Survives `kill -9` of the process. */
export const openDatabase = (dataFolder: string): DatabaseSync => {
  mkdirSync(dataFolder, { recursive: true });
  const database = new DatabaseSync(join(dataFolder, 'states.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
  database.exec(TABLES);
  return database;
};

/** Keeps executions, their history, their open tokens and the status changes still to be told. */
import { randomBytes } from 'node:crypto';
import type { ExecutionStatusEvent } from './contract.ts';
import { type Execution, type Frame, openTasks, type Status } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import { openDatabase } from './schema.ts';

interface Row {
  readonly id: number;
  readonly arn: string;
  readonly machine_arn: string;
  readonly name: string;
  readonly definition: string;
  readonly role_arn: string;
  readonly input: string;
  readonly started_at: number;
  readonly stopped_at: number | null;
  readonly status: Status;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly event_count: number;
  readonly root: string | null;
}

/** What a turn leaves to be kept, written in one transaction. */
export interface Turn {
  readonly execution: Execution;
  readonly events: readonly HistoryEvent[];
  /** Desk ms; undefined once it is over. */
  readonly wakeAt: number | undefined;
  /** How many calls of functions are not acknowledged. */
  readonly calls: number;
  readonly statusChanges: readonly ExecutionStatusEvent[];
  /** The tokens that were open before the turn. */
  readonly tokensBefore: readonly string[];
}

/** One row of ListExecutions, and its place in the list. */
export interface Listed {
  readonly place: { readonly startedAt: number; readonly id: number };
  readonly execution: Execution;
}

const orAbsent = <K extends string, V>(key: K, value: V | null): { [key in K]?: V } =>
  (value === null ? {} : { [key]: value }) as { [key in K]?: V };

const executionOf = (row: Row): Execution => ({
  arn: row.arn,
  machineArn: row.machine_arn,
  name: row.name,
  definition: row.definition,
  roleArn: row.role_arn,
  input: row.input,
  startedAt: row.started_at,
  status: row.status,
  eventCount: row.event_count,
  ...orAbsent('stoppedAt', row.stopped_at),
  ...orAbsent('output', row.output),
  ...orAbsent('error', row.error),
  ...orAbsent('cause', row.cause),
  ...(row.root === null ? {} : { root: JSON.parse(row.root) as Frame }),
});

const tokensOf = (execution: Execution): string[] =>
  execution.root === undefined
    ? []
    : openTasks(execution.root).flatMap((task) => (task.token === undefined ? [] : [task.token]));

export type Store = ReturnType<typeof openStore>;

/** Opens the store of a data folder. Every answer is read from the file; nothing is held in memory. */
export const openStore = (dataFolder: string) => {
  const database = openDatabase(dataFolder);
  const upsert = database.prepare(
    `INSERT INTO executions (arn, machine_arn, name, definition, role_arn, input, started_at, stopped_at, status,
       output, error, cause, event_count, root, wake_at, calls)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (arn) DO UPDATE SET stopped_at = excluded.stopped_at, status = excluded.status,
       output = excluded.output, error = excluded.error, cause = excluded.cause, root = excluded.root,
       event_count = excluded.event_count, wake_at = excluded.wake_at, calls = excluded.calls
     RETURNING id`,
  );
  const addEvent = database.prepare('INSERT INTO events (execution, id, body) VALUES (?, ?, ?)');
  const addToken = database.prepare('INSERT INTO tokens (token, arn) VALUES (?, ?)');
  const dropToken = database.prepare('DELETE FROM tokens WHERE token = ?');
  const addChange = database.prepare('INSERT INTO status_changes (body) VALUES (?)');
  const byArn = database.prepare('SELECT * FROM executions WHERE arn = ?');
  const byToken = database.prepare('SELECT arn FROM tokens WHERE token = ?');
  const firstChange = database.prepare('SELECT id, body FROM status_changes ORDER BY id LIMIT 1');
  const dropChange = database.prepare('DELETE FROM status_changes WHERE id = ?');
  const definition = database.prepare('SELECT body, created_at FROM definitions WHERE hash = ?');
  const history = (order: 'ASC' | 'DESC') =>
    database.prepare(
      `SELECT body FROM events WHERE execution = (SELECT id FROM executions WHERE arn = ?) AND id ${
        order === 'ASC' ? '>' : '<'
      } ? ORDER BY id ${order} LIMIT ?`,
    );
  const forwards = history('ASC');
  const backwards = history('DESC');

  const write = (turn: Turn): void => {
    const { execution: x } = turn;
    const saved = upsert.get(
      ...[x.arn, x.machineArn, x.name, x.definition, x.roleArn, x.input, x.startedAt, x.stoppedAt ?? null],
      ...[x.status, x.output ?? null, x.error ?? null, x.cause ?? null, x.eventCount],
      ...[x.root === undefined ? null : JSON.stringify(x.root), turn.wakeAt ?? null, turn.calls],
    ) as { readonly id: number };
    for (const event of turn.events) addEvent.run(saved.id, event.id, JSON.stringify(event));
    const open = tokensOf(x);
    for (const token of turn.tokensBefore) if (!open.includes(token)) dropToken.run(token);
    for (const token of open) if (!turn.tokensBefore.includes(token)) addToken.run(token, x.arn);
    for (const change of turn.statusChanges) addChange.run(JSON.stringify(change));
  };

  return {
    tokensOf,
    load(arn: string): Execution | undefined {
      const row = byArn.get(arn) as unknown as Row | undefined;
      return row === undefined ? undefined : executionOf(row);
    },
    /** The execution whose task waits for that token. */
    arnOfToken(token: string): string | undefined {
      return (byToken.get(token) as { readonly arn: string } | undefined)?.arn;
    },
    save(turn: Turn): void {
      database.exec('BEGIN IMMEDIATE');
      try {
        write(turn);
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    /** Newest first, from after `place`. */
    list(machineArn: string, status: Status | undefined, place: Listed['place'], most: number): Listed[] {
      const rows = database
        .prepare(
          `SELECT id, arn, machine_arn, name, definition, role_arn, '' AS input, started_at, stopped_at, status,
             NULL AS output, NULL AS error, NULL AS cause, event_count, NULL AS root
           FROM executions WHERE machine_arn = ? ${status === undefined ? '' : 'AND status = ?'}
             AND (started_at, id) < (?, ?) ORDER BY started_at DESC, id DESC LIMIT ?`,
        )
        .all(machineArn, ...(status === undefined ? [] : [status]), place.startedAt, place.id, most);
      return (rows as unknown as Row[]).map((row) => ({
        place: { startedAt: row.started_at, id: row.id },
        execution: executionOf(row),
      }));
    },
    /** From after event `after`, in the order asked for. */
    history(arn: string, reverse: boolean, after: number, most: number): HistoryEvent[] {
      const rows = (reverse ? backwards : forwards).all(arn, after, most) as unknown as { body: string }[];
      return rows.map((row) => JSON.parse(row.body) as HistoryEvent);
    },
    /** Every running execution, and when it next needs a turn (desk ms). */
    *alarms(): Generator<{ readonly arn: string; readonly wakeAt: number }> {
      const rows = database
        .prepare('SELECT arn, wake_at FROM executions WHERE wake_at IS NOT NULL')
        .iterate();
      for (const row of rows as unknown as Iterable<{ arn: string; wake_at: number }>)
        yield { arn: row.arn, wakeAt: row.wake_at };
    },
    /** The executions with calls that were not acknowledged. */
    withCalls(): string[] {
      const rows = database.prepare('SELECT arn FROM executions WHERE calls > 0 ORDER BY id').all();
      return (rows as unknown as { arn: string }[]).map((row) => row.arn);
    },
    nextStatusChange(): { readonly id: number; readonly event: ExecutionStatusEvent } | undefined {
      const row = firstChange.get() as { id: number; body: string } | undefined;
      return row === undefined ? undefined : { id: row.id, event: JSON.parse(row.body) };
    },
    dropStatusChange(id: number): void {
      dropChange.run(id);
    },
    keepDefinition(hash: string, body: string, now: number): void {
      database.prepare('INSERT OR IGNORE INTO definitions VALUES (?, ?, ?)').run(hash, body, now);
    },
    definition(hash: string): { readonly body: string; readonly createdAt: number } | undefined {
      const row = definition.get(hash) as { body: string; created_at: number } | undefined;
      return row === undefined ? undefined : { body: row.body, createdAt: row.created_at };
    },
    /** The same bytes for the life of the data folder. */
    secret(): Buffer {
      database.prepare('INSERT OR IGNORE INTO secrets VALUES (?, ?)').run('tokens', randomBytes(32));
      const row = database.prepare('SELECT value FROM secrets WHERE name = ?').get('tokens');
      return Buffer.from((row as { value: Uint8Array }).value);
    },
    close(): void {
      if (database.isOpen) database.close();
    },
  };
};

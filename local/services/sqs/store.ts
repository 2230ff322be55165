/** The messages of all queues in one SQLite file. Every change is one statement or one transaction. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction, openDatabase } from '../../kernel/database.ts';

/** One message as it is kept; times in ms, desk time. */
export interface MessageRow {
  readonly id: number;
  readonly messageId: string;
  readonly body: string;
  /** JSON of the message attributes. */
  readonly attributes: string;
  readonly sentAt: number;
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt: number | null;
  /** ARN of the queue that gave the message up; null when it was sent here. */
  readonly deadLetterSource: string | null;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    messageId TEXT NOT NULL,
    body TEXT NOT NULL,
    attributes TEXT NOT NULL,
    sentAt INTEGER NOT NULL,
    visibleAt INTEGER NOT NULL,
    receiveCount INTEGER NOT NULL DEFAULT 0,
    firstReceivedAt INTEGER,
    deadLetterSource TEXT
  );
  CREATE INDEX IF NOT EXISTS byVisibility ON messages (queue, visibleAt);
`;

const COLUMNS =
  'id, messageId, body, attributes, sentAt, visibleAt, receiveCount, firstReceivedAt, deadLetterSource';

export interface MessageStore {
  add(
    queue: string,
    message: Pick<MessageRow, 'messageId' | 'body' | 'attributes' | 'sentAt' | 'visibleAt'>,
  ): void;
  /** The longest waiting visible messages; each is counted as received and hidden until `hiddenUntil`. */
  take(
    queue: string,
    now: number,
    max: number,
    hiddenUntil: number,
    newestFirst: boolean,
  ): readonly MessageRow[];
  /** Hands visible messages that were received `times` or more to another queue; answers how many. */
  giveUp(queue: string, to: string, source: string, times: number, now: number): number;
  /** Only what was received exactly this often is deleted: an older receipt no longer counts. */
  delete(id: number, receiveCount: number): void;
  /** False unless the message is in flight under this very receipt. */
  hide(id: number, receiveCount: number, now: number, until: number): boolean;
  dropOlderThan(queue: string, sentBefore: number): void;
  all(queue: string): readonly MessageRow[];
  count(
    queue: string,
    now: number,
  ): { readonly visible: number; readonly inFlight: number; readonly delayed: number };
  hasVisible(queue: string, now: number): boolean;
  /** When the next hidden message becomes visible. */
  nextVisibleAt(queue: string, now: number): number | undefined;
  /** Moves one visible message, as new; `to` is a queue's name. */
  move(id: number, to: string, now: number): void;
  purge(queue: string): void;
  close(): void;
}

const rows = (found: unknown): readonly MessageRow[] => found as readonly MessageRow[];

export const openMessageStore = (dataFolder: string): MessageStore => {
  const database: DatabaseSync = openDatabase(dataFolder, 'sqs', SCHEMA);
  const insert = database.prepare(
    'INSERT INTO messages (queue, messageId, body, attributes, sentAt, visibleAt) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const taking = (order: string) =>
    database.prepare(
      `UPDATE messages SET visibleAt = ?, receiveCount = receiveCount + 1, firstReceivedAt = ifnull(firstReceivedAt, ?)
       WHERE id IN (SELECT id FROM messages WHERE queue = ? AND visibleAt <= ? ORDER BY ${order} LIMIT ?)
       RETURNING ${COLUMNS}`,
    );
  const take = taking('visibleAt, id');
  const takeNewest = taking('visibleAt DESC, id DESC');
  const giveUp = database.prepare(
    `UPDATE messages SET queue = ?, deadLetterSource = ?, visibleAt = ?, receiveCount = 0, firstReceivedAt = NULL
     WHERE queue = ? AND visibleAt <= ? AND receiveCount >= ?`,
  );
  const remove = database.prepare('DELETE FROM messages WHERE id = ? AND receiveCount = ?');
  const hide = database.prepare(
    'UPDATE messages SET visibleAt = ? WHERE id = ? AND receiveCount = ? AND visibleAt > ?',
  );
  const drop = database.prepare('DELETE FROM messages WHERE queue = ? AND sentAt < ?');
  const all = database.prepare(`SELECT ${COLUMNS} FROM messages WHERE queue = ? ORDER BY id`);
  const count = database.prepare(
    `SELECT ifnull(sum(visibleAt <= :now), 0) AS visible, ifnull(sum(visibleAt > :now AND receiveCount > 0), 0) AS inFlight,
            ifnull(sum(visibleAt > :now AND receiveCount = 0), 0) AS delayed
     FROM messages WHERE queue = :queue`,
  );
  const visible = database.prepare('SELECT 1 FROM messages WHERE queue = ? AND visibleAt <= ? LIMIT 1');
  const nextVisible = database.prepare(
    'SELECT min(visibleAt) AS at FROM messages WHERE queue = ? AND visibleAt > ?',
  );
  const move = database.prepare(
    `UPDATE messages SET queue = ?, visibleAt = ?, receiveCount = 0, firstReceivedAt = NULL, deadLetterSource = NULL
     WHERE id = ?`,
  );
  const purge = database.prepare('DELETE FROM messages WHERE queue = ?');

  return {
    add: (queue, m) => {
      insert.run(queue, m.messageId, m.body, m.attributes, m.sentAt, m.visibleAt);
    },
    take: (queue, now, max, hiddenUntil, newestFirst) => {
      // RETURNING has an order of its own.
      const sign = newestFirst ? -1 : 1;
      const statement = newestFirst ? takeNewest : take;
      return rows(statement.all(hiddenUntil, now, queue, now, max)).toSorted((a, b) => sign * (a.id - b.id));
    },
    giveUp: (queue, to, source, times, now) =>
      inTransaction(database, () => Number(giveUp.run(to, source, now, queue, now, times).changes)),
    delete: (id, receiveCount) => {
      remove.run(id, receiveCount);
    },
    hide: (id, receiveCount, now, until) => hide.run(until, id, receiveCount, now).changes === 1,
    dropOlderThan: (queue, sentBefore) => {
      drop.run(queue, sentBefore);
    },
    all: (queue) => rows(all.all(queue)),
    count: (queue, now) => {
      const found = count.get({ queue, now });
      return {
        visible: Number(found?.visible),
        inFlight: Number(found?.inFlight),
        delayed: Number(found?.delayed),
      };
    },
    hasVisible: (queue, now) => visible.get(queue, now) !== undefined,
    nextVisibleAt: (queue, now) => {
      const at = nextVisible.get(queue, now)?.at;
      return typeof at === 'number' ? at : undefined;
    },
    move: (id, to, now) => {
      move.run(to, now, id);
    },
    purge: (queue) => {
      purge.run(queue);
    },
    close: () => database.close(),
  };
};

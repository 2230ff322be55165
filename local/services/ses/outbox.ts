/** The outbox: what SES has accepted, durably, and which of it still has to be announced. */
import { openDatabase } from '../../kernel/database.ts';

/** One accepted mail. */
export interface OutboxMessage {
  /** SES's message id, without its domain. */
  readonly id: string;
  /** The envelope's recipients. */
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  /** Names in lower case; of several with one name the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
  /** The message as it would have left, one character a byte. */
  readonly raw: string;
  /** ISO 8601, desk time. */
  readonly sentAt: string;
}

/** How tools and tests read the outbox. */
export interface Outbox {
  /** Oldest first; `to` is one recipient's address in any case, `since` an ISO time (inclusive). */
  list(filter?: { readonly to?: string; readonly since?: string }): readonly OutboxMessage[];
}

/** What the events about a mail are made of. */
export interface Announcement {
  readonly id: string;
  readonly source: string;
  readonly to: readonly string[];
  readonly sentAt: string;
  readonly subject: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string;
}

export interface OutboxStore extends Outbox {
  add(message: OutboxMessage, announcement: Announcement | undefined): void;
  unannounced(): readonly Announcement[];
  announced(id: string): void;
  close(): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    sentAt TEXT NOT NULL,
    message TEXT NOT NULL,
    announcement TEXT
  );
  CREATE INDEX IF NOT EXISTS bySentAt ON outbox (sentAt);
`;

export const openOutbox = (dataFolder: string): OutboxStore => {
  const database = openDatabase(dataFolder, 'outbox', SCHEMA);
  const insert = database.prepare(
    'INSERT INTO outbox (id, sentAt, message, announcement) VALUES (?, ?, ?, ?)',
  );
  const select = database.prepare('SELECT message FROM outbox WHERE sentAt >= ? ORDER BY number');
  const open = database.prepare(
    'SELECT announcement FROM outbox WHERE announcement IS NOT NULL ORDER BY number',
  );
  const done = database.prepare('UPDATE outbox SET announcement = NULL WHERE id = ?');

  return {
    add: (message, announcement) => {
      const rest = announcement === undefined ? null : JSON.stringify(announcement);
      insert.run(message.id, message.sentAt, JSON.stringify(message), rest);
    },
    list: ({ to, since } = {}) => {
      const from = since === undefined ? '' : new Date(since).toISOString();
      const all = select.all(from).map((row) => JSON.parse(String(row.message)) as OutboxMessage);
      const wanted = to?.toLowerCase();
      if (wanted === undefined) return all;
      return all.filter((message) => message.to.some((address) => address.toLowerCase() === wanted));
    },
    unannounced: () => open.all().map((row) => JSON.parse(String(row.announcement)) as Announcement),
    announced: (id) => {
      done.run(id);
    },
    close: () => database.close(),
  };
};

/** Deliveries that are owed: written with the event, crossed off when the target has taken it. */
import type { DatabaseSync } from 'node:sqlite';
import type { StoredEvent } from './bus-event.ts';

/** One event that one target has yet to get. */
export interface Delivery {
  readonly id: number;
  readonly rule: string;
  readonly target: string;
  readonly event: StoredEvent;
  /** Attempts that have failed. */
  readonly failures: number;
  /** When the event came, ms, desk time. */
  readonly createdAt: number;
  /** When the next attempt is due. */
  readonly nextAt: number;
}

export const DELIVERIES_SCHEMA = `
  CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule TEXT NOT NULL,
    target TEXT NOT NULL,
    event TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    createdAt INTEGER NOT NULL,
    nextAt INTEGER NOT NULL
  );
`;

export interface DeliveryStore {
  add(rule: string, target: string, event: StoredEvent, now: number): Delivery;
  failed(id: number, nextAt: number): void;
  done(id: number): void;
  all(): readonly Delivery[];
}

export const openDeliveries = (database: DatabaseSync): DeliveryStore => {
  const insert = database.prepare(
    'INSERT INTO deliveries (rule, target, event, createdAt, nextAt) VALUES (?, ?, ?, ?, ?)',
  );
  const fail = database.prepare('UPDATE deliveries SET failures = failures + 1, nextAt = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM deliveries WHERE id = ?');
  const all = database.prepare('SELECT * FROM deliveries ORDER BY id');

  return {
    add: (rule, target, event, now) => {
      const id = Number(insert.run(rule, target, JSON.stringify(event), now, now).lastInsertRowid);
      return { id, rule, target, event, failures: 0, createdAt: now, nextAt: now };
    },
    failed: (id, nextAt) => {
      fail.run(nextAt, id);
    },
    done: (id) => {
      remove.run(id);
    },
    all: () =>
      all.all().map((row) => ({
        id: Number(row.id),
        rule: String(row.rule),
        target: String(row.target),
        event: JSON.parse(String(row.event)) as StoredEvent,
        failures: Number(row.failures),
        createdAt: Number(row.createdAt),
        nextAt: Number(row.nextAt),
      })),
  };
};

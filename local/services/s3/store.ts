/** Objects on disk: each body is a file of its own, and a row in SQLite makes it the object of a key. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../kernel/database.ts';
import type { StoredObject } from './bucket.ts';

/** What must be true of the key for a write to happen. */
export type WriteCondition = { readonly kind: 'absent' } | { readonly kind: 'etag'; readonly etag: string };

export interface ObjectStore {
  /** Undefined when the condition does not hold; the body is complete on disk before the key shows it. */
  put(
    bucket: string,
    object: StoredObject,
    body: Uint8Array,
    condition?: WriteCondition,
  ): Promise<StoredObject | undefined>;
  head(bucket: string, key: string): StoredObject | undefined;
  get(
    bucket: string,
    key: string,
  ): Promise<{ readonly object: StoredObject; readonly body: Buffer } | undefined>;
  delete(bucket: string, key: string): Promise<void>;
  /** In the order of the keys' UTF-8 bytes, as S3 lists them. */
  list(bucket: string, prefix: string, after: string): IterableIterator<StoredObject>;
  close(): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    file TEXT NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    modifiedAt INTEGER NOT NULL,
    headers TEXT NOT NULL,
    PRIMARY KEY (bucket, key)
  ) WITHOUT ROWID;
`;

type Row = Record<string, unknown>;

const objectOf = (row: Row): StoredObject => ({
  key: String(row.key),
  size: Number(row.size),
  etag: String(row.etag),
  modifiedAt: Number(row.modifiedAt),
  headers: JSON.parse(String(row.headers)) as Record<string, string>,
});

export const openObjectStore = (dataFolder: string): ObjectStore => {
  const database = openDatabase(dataFolder, 's3', SCHEMA);
  const folder = join(dataFolder, 's3-objects');
  mkdirSync(folder, { recursive: true });
  const columns = 'key, file, size, etag, modifiedAt, headers';
  const find = database.prepare(`SELECT ${columns} FROM objects WHERE bucket = ? AND key = ?`);
  const save = database.prepare('INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM objects WHERE bucket = ? AND key = ?');
  const files = database.prepare('SELECT file FROM objects');

  // Bodies that were written but never became an object, because we were killed in between.
  const known = new Set(files.all().map((row) => String(row.file)));
  for (const file of readdirSync(folder)) if (!known.has(file)) rmSync(join(folder, file));

  const unlink = async (row: Row | undefined): Promise<void> => {
    if (row !== undefined) await rm(join(folder, String(row.file)), { force: true });
  };

  const holds = (condition: WriteCondition | undefined, row: Row | undefined): boolean => {
    if (condition === undefined) return true;
    return condition.kind === 'absent' ? row === undefined : row?.etag === condition.etag;
  };

  return {
    put: async (bucket, object, body, condition) => {
      const file = randomUUID();
      await writeFile(join(folder, file), body);
      // Between this look and the write nobody else gets a turn.
      const before = find.get(bucket, object.key);
      if (!holds(condition, before)) {
        await unlink({ file });
        return undefined;
      }
      const { key, size, etag, modifiedAt, headers } = object;
      save.run(bucket, key, file, size, etag, modifiedAt, JSON.stringify(headers));
      await unlink(before);
      return object;
    },
    head: (bucket, key) => {
      const row = find.get(bucket, key);
      return row === undefined ? undefined : objectOf(row);
    },
    get: async (bucket, key) => {
      for (;;) {
        const row = find.get(bucket, key);
        if (row === undefined) return undefined;
        try {
          return { object: objectOf(row), body: await readFile(join(folder, String(row.file))) };
        } catch (error) {
          // Replaced or deleted between the row and the file: look again, unless the file is truly lost.
          if (find.get(bucket, key)?.file === row.file) throw error;
        }
      }
    },
    delete: async (bucket, key) => {
      const row = find.get(bucket, key);
      remove.run(bucket, key);
      await unlink(row);
    },
    list: function* (bucket, prefix, after) {
      // A statement of its own: two listings may be under way at once.
      const all = database.prepare(
        `SELECT ${columns} FROM objects WHERE bucket = ? AND key >= ? AND key > ? ORDER BY key`,
      );
      for (const row of all.iterate(bucket, prefix, after)) {
        if (!String(row.key).startsWith(prefix)) return;
        yield objectOf(row);
      }
    },
    close: () => database.close(),
  };
};

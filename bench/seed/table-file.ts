/**
 * Writes rows into the database's file while the database is down. Through its API a full desk took a quarter of an
 * hour. The layout is that of the pinned binary; a file that says another version is refused.
 */
import { DatabaseSync } from 'node:sqlite';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Row } from '../../lambdas/core/adapters/dynamodb/table.ts';
import type { IndexDescription, TableDescription } from '../../local/services/dynamodb/tables.ts';

/** dynoxide 1.2.1. */
const LAYOUT = '9';
/** Rows of one transaction. */
const MOST_UNCOMMITTED = 50_000;

/** DynamoDB's JSON of one row. */
type Item = Readonly<Record<string, AttributeValue>>;

const keyText = (item: Item, name: string): string => `S:${item[name]?.S ?? ''}`;

const projected = (item: Item, table: TableDescription, { keys, projection }: IndexDescription): Item => {
  if (projection === 'ALL') return item;
  const own = [table.keys, keys].flatMap(({ partition, sort }) => [partition.name, sort?.name]);
  const names = new Set([...own, ...(projection === 'KEYS_ONLY' ? [] : projection.include)]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
};

export interface TableFile {
  put(row: Row): void;
  /** Commits and closes. */
  close(): void;
}

/** The tables must be there; all their keys are texts, as in our template. */
export const openTableFile = (file: string, table: TableDescription): TableFile => {
  const database = new DatabaseSync(file);
  const layout = database.prepare("SELECT value FROM _config WHERE key = 'schema_version'").get()?.value;
  if (layout !== LAYOUT) {
    database.close();
    throw new Error(`The database file has layout ${layout}; the bench can fill layout ${LAYOUT}.`);
  }
  // A bench that dies fills another file.
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN');
  const rows = database.prepare(
    `INSERT INTO "${table.name}" (pk, sk, item_json, item_size) VALUES (?, ?, ?, ?)`,
  );
  const indexes = table.indexes.map((index) => ({
    index,
    insert: database.prepare(`INSERT INTO "${table.name}::gsi::${index.name}" VALUES (?, ?, ?, ?, ?)`),
  }));
  const { partition, sort } = table.keys;
  let uncommitted = 0;

  return {
    put(row) {
      const item = marshall(row);
      const keys = [keyText(item, partition.name), keyText(item, sort?.name ?? '')] as const;
      const json = JSON.stringify(item);
      rows.run(...keys, json, json.length);
      for (const { index, insert } of indexes) {
        const { partition: own, sort: ownSort } = index.keys;
        // An index holds the rows that have its keys.
        if (item[own.name] === undefined) continue;
        const indexKeys = [keyText(item, own.name), keyText(item, ownSort?.name ?? '')] as const;
        insert.run(...indexKeys, ...keys, JSON.stringify(projected(item, table, index)));
      }
      uncommitted += 1;
      if (uncommitted < MOST_UNCOMMITTED) return;
      database.exec('COMMIT; BEGIN');
      uncommitted = 0;
    },
    close() {
      database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
      database.close();
    },
  };
};

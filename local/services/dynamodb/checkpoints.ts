/** How far each event source mapping has read its stream, durably. */
import { openDatabase } from '../../kernel/database.ts';

export interface Checkpoints {
  /** The sequence number after which the mapping reads on; undefined before its first commit. */
  get(mapping: string): string | undefined;
  set(mapping: string, table: string, sequenceNumber: string): void;
}

/** The store with what only the start of the database needs. */
export interface CheckpointStore extends Checkpoints {
  /** The sequence number that every mapping onto the table has behind it; undefined as long as any mapping has not begun. */
  readByAll(table: string): string | undefined;
  close(): void;
}

const SCHEMA =
  'CREATE TABLE IF NOT EXISTS checkpoints (mapping TEXT PRIMARY KEY, tableName TEXT NOT NULL, sequence TEXT NOT NULL)';

/** `mappings` names all there are; checkpoints of others are forgotten. */
export const openCheckpoints = (dataFolder: string, mappings: readonly string[]): CheckpointStore => {
  const database = openDatabase(dataFolder, 'checkpoints', SCHEMA);
  const all = database.prepare('SELECT mapping, tableName, sequence FROM checkpoints');
  const save = database.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM checkpoints WHERE mapping = ?');
  const read = database.prepare('SELECT sequence FROM checkpoints WHERE mapping = ?');
  for (const { mapping } of all.all()) {
    if (!mappings.includes(String(mapping))) remove.run(String(mapping));
  }

  return {
    get: (mapping) => {
      const sequence = read.get(mapping)?.sequence;
      return typeof sequence === 'string' ? sequence : undefined;
    },
    set: (mapping, table, sequenceNumber) => {
      save.run(mapping, table, sequenceNumber);
    },
    readByAll: (table) => {
      const kept = all.all();
      if (kept.length < mappings.length) return undefined;
      const sequences = kept.filter((row) => row.tableName === table).map((row) => String(row.sequence));
      return sequences.reduce<string | undefined>(
        (least, next) => (least === undefined || BigInt(next) < BigInt(least) ? next : least),
        undefined,
      );
    },
    close: () => database.close(),
  };
};

/** Who is told of writes to a table, at once: the stream's readers need not poll. */
export interface Writes {
  /** A table's stream may have new records. */
  happened(table: string): void;
  /** Looks at a call that has been carried out and tells whom it concerns. */
  sawCall(operation: string, body: Buffer): void;
  count(table: string): number;
  listen(table: string, listener: () => void): () => void;
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** PartiQL names its tables inside a statement; such calls are rare enough to tell everyone. */
const STATEMENTS = new Set(['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction']);

export const createWrites = (tables: readonly string[]): Writes => {
  const counts = new Map<string, number>();
  const listeners = new Map<string, Set<() => void>>();
  // A table is named by its name or, at the end, in its ARN; a false hit costs one empty read.
  const marks = tables.map((table) => ({ table, mark: Buffer.from(`${table}"`) }));

  const happened = (table: string): void => {
    counts.set(table, (counts.get(table) ?? 0) + 1);
    for (const listener of listeners.get(table) ?? []) listener();
  };

  return {
    happened,
    sawCall: (operation, body) => {
      const statement = STATEMENTS.has(operation);
      if (!statement && !WRITES.has(operation)) return;
      for (const { table, mark } of marks) if (statement || body.includes(mark)) happened(table);
    },
    count: (table) => counts.get(table) ?? 0,
    listen: (table, listener) => {
      const of = listeners.get(table) ?? new Set();
      listeners.set(table, of.add(listener));
      return () => of.delete(listener);
    },
  };
};

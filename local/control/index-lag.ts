/**
 * Indexes that are behind their table, as DynamoDB's may be: for a while after a write, an index shows the row as it
 * was, and a new row not at all. A row that left its place in an index for another is in neither meanwhile.
 */
import type { Call, Reply, Service } from '../kernel/contract.ts';
import type { IndexDescription, TableDescription } from '../services/dynamodb/tables.ts';

type Item = Readonly<Record<string, unknown>>;

/** What a row was before a write, and until when its indexes still say so. */
interface Past {
  readonly item: Item | undefined;
  readonly until: number;
}

export interface IndexLag {
  /** Carries the call out; remembers what it overwrites, or answers what an index that is behind would. */
  handle(call: Call): Promise<Reply>;
}

export interface IndexLagOptions {
  readonly service: Service;
  readonly tables: readonly TableDescription[];
  /** How far behind a write of now the indexes shall be, in ms; undefined when they are not. */
  readonly lag: () => number | undefined;
  /** Desk time. */
  readonly now: () => number;
}

const WRITES = /^(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems)$/;

interface Row {
  readonly table: TableDescription;
  readonly key: Item;
}

export const createIndexLag = ({ service, tables, lag, now }: IndexLagOptions): IndexLag => {
  const pasts = new Map<string, readonly Past[]>();
  let latest = 0;

  const tableOf = (name: unknown): TableDescription | undefined =>
    tables.find((table) => table.name === String(name).split('/').at(-1));

  const rowsOf = (name: unknown, image: unknown): readonly Row[] => {
    const table = tableOf(name);
    return table === undefined ? [] : [{ table, key: pick(image as Item, keyNames(table)) }];
  };

  /** The rows that a call writes. */
  const written = ({ operation, input }: Call): readonly Row[] => {
    if (operation === 'BatchWriteItem') {
      const requests = Object.entries(input.RequestItems as Record<string, readonly Record<string, Item>[]>);
      return requests.flatMap(([table, all]) =>
        all.flatMap((one) => rowsOf(table, one.PutRequest?.Item ?? one.DeleteRequest?.Key)),
      );
    }
    if (operation === 'TransactWriteItems') {
      const elements = input.TransactItems as readonly Record<string, Item>[];
      return elements.flatMap(({ Put, Update, Delete }) => {
        const one = Put ?? Update ?? Delete;
        return one === undefined ? [] : rowsOf(one.TableName, one.Item ?? one.Key);
      });
    }
    return rowsOf(input.TableName, input.Item ?? input.Key);
  };

  const read = async (row: Row, caller: Call): Promise<Item | undefined> => {
    const input = { TableName: row.table.name, Key: row.key, ConsistentRead: true };
    const reply = await service.handle(asked(caller, 'GetItem', input));
    return (JSON.parse(reply.body.toString()) as { Item?: Item }).Item;
  };

  const write = async (call: Call, milliseconds: number): Promise<Reply> => {
    const rows = written(call);
    const before = await Promise.all(rows.map((row) => read(row, call)));
    const reply = await service.handle(call);
    if (reply.status !== 200) return reply;
    const at = now();
    for (const [index, row] of rows.entries()) {
      const key = nameOf(row);
      const open = (pasts.get(key) ?? []).filter(({ until }) => until > at);
      pasts.set(key, [...open, { item: before[index], until: at + milliseconds }]);
    }
    latest = Math.max(latest, at + milliseconds);
    return reply;
  };

  /** The item as the index has it by now; undefined when it has none in this place. */
  const seen = (table: TableDescription, index: IndexDescription, item: Item, whole: boolean) => {
    const key = nameOf({ table, key: pick(item, keyNames(table)) });
    const past = pasts.get(key)?.find(({ until }) => until > now());
    if (past === undefined) return item;
    const { partition, sort } = index.keys;
    const isHere = [partition, ...(sort === undefined ? [] : [sort])].every(
      ({ name }) =>
        JSON.stringify(past.item?.[name]) === JSON.stringify(item[name] ?? past.item?.[name]) &&
        past.item?.[name] !== undefined,
    );
    if (past.item === undefined || !isHere) return undefined;
    return pick(past.item, whole ? projected(table, index, past.item) : Object.keys(item));
  };

  const query = async (call: Call, table: TableDescription, index: IndexDescription): Promise<Reply> => {
    const reply = await service.handle(call);
    if (reply.status !== 200) return reply;
    const page = JSON.parse(reply.body.toString()) as { Items?: readonly Item[]; Count?: number };
    if (page.Items === undefined) return reply;
    const whole = call.input.ProjectionExpression === undefined;
    const items = page.Items.flatMap((item) => seen(table, index, item, whole) ?? []);
    // The checksum that came with the answer is another one's now.
    const { 'x-amz-crc32': _, ...headers } = reply.headers;
    return { ...reply, headers, body: JSON.stringify({ ...page, Items: items, Count: items.length }) };
  };

  return {
    handle: async (call) => {
      if (WRITES.test(call.operation)) {
        const milliseconds = lag();
        return milliseconds === undefined ? service.handle(call) : write(call, milliseconds);
      }
      if (now() >= latest) pasts.clear();
      if (pasts.size === 0 || !/^(Query|Scan)$/.test(call.operation)) return service.handle(call);
      const table = tableOf(call.input.TableName);
      const index = table?.indexes.find(({ name }) => name === call.input.IndexName);
      return table === undefined || index === undefined ? service.handle(call) : query(call, table, index);
    },
  };
};

const keyNames = ({ keys: { partition, sort } }: TableDescription): readonly string[] => [
  partition.name,
  ...(sort === undefined ? [] : [sort.name]),
];

const pick = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));

const nameOf = ({ table, key }: Row): string => `${table.name} ${JSON.stringify(key)}`;

const projected = (table: TableDescription, index: IndexDescription, item: Item): readonly string[] => {
  if (index.projection === 'ALL') return Object.keys(item);
  const { partition, sort } = index.keys;
  const keys = [...keyNames(table), partition.name, ...(sort === undefined ? [] : [sort.name])];
  return [...new Set([...keys, ...(index.projection === 'KEYS_ONLY' ? [] : index.projection.include)])];
};

/** A call of our own under the signature of another's. */
const asked = (
  { service, method, path, query, headers, caller }: Call,
  operation: string,
  input: Record<string, unknown>,
): Call => ({
  service,
  operation,
  input,
  method,
  path,
  query,
  headers: { ...headers, 'x-amz-target': `DynamoDB_20120810.${operation}` },
  body: Buffer.from(JSON.stringify(input)),
  caller,
});

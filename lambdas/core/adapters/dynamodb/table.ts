/** The one table, as its adapters talk to it: every call is repeated while the database says "not now". */
import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DeleteCommand,
  type DeleteCommandInput,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { throttled } from '../../domain/errors.ts';
import type { Key } from './keys.ts';
import { isAway, isBusy } from './refusals.ts';

export type Row = Readonly<Record<string, unknown>>;
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

type Writes = NonNullable<BatchWriteCommandInput['RequestItems']>[string];
type Without<T> = Omit<T, 'TableName'>;

const MOST_TRIES = 8;
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const MOST_IN_BATCH = 25;
const LONGEST_PAUSE_MILLISECONDS = 500;

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Table {
  readonly name: string;
  readonly #client: DynamoDBDocumentClient;
  readonly #pause: (milliseconds: number) => Promise<void>;

  constructor(
    client: DynamoDBDocumentClient,
    name: string,
    pause: (milliseconds: number) => Promise<void> = sleep,
  ) {
    this.#client = client;
    this.name = name;
    this.#pause = pause;
  }

  /** Strongly consistent unless told otherwise; `attributes` asks for these alone. */
  async get(
    key: Key,
    options: { readonly stale?: boolean; readonly attributes?: readonly string[] } = {},
  ): Promise<Row | null> {
    const { attributes } = options;
    const projection =
      attributes === undefined
        ? {}
        : {
            ProjectionExpression: attributes.map((_, at) => `#a${at}`).join(', '),
            ExpressionAttributeNames: Object.fromEntries(attributes.map((name, at) => [`#a${at}`, name])),
          };
    const command = { TableName: this.name, Key: key, ConsistentRead: options.stale !== true, ...projection };
    const { Item } = await this.#patiently(() => this.#client.send(new GetCommand(command)));
    return Item ?? null;
  }

  /** Strongly consistent unless told otherwise, in no order; those that exist. */
  async getAll(keys: readonly Key[], options: { readonly stale?: boolean } = {}): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let at = 0; at < keys.length; at += 100) {
      let asked: Record<string, unknown>[] = keys.slice(at, at + 100).map((key) => ({ ...key }));
      for (let tries = 0; asked.length > 0; tries += 1) {
        if (tries === MOST_TRIES) throw throttled('The database');
        if (tries > 0) await this.#pause(waitBefore(tries));
        const RequestItems = { [this.name]: { Keys: asked, ConsistentRead: options.stale !== true } };
        const answer = await this.#patiently(() => this.#client.send(new BatchGetCommand({ RequestItems })));
        rows.push(...(answer.Responses?.[this.name] ?? []));
        asked = answer.UnprocessedKeys?.[this.name]?.Keys ?? [];
      }
    }
    return rows;
  }

  /** At most `Limit` rows of one partition; the caller goes on by its own cursor. */
  async query(input: Without<QueryCommandInput>): Promise<readonly Row[]> {
    const command = { TableName: this.name, ...input };
    const rows: Row[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const Limit = input.Limit === undefined ? {} : { Limit: input.Limit - rows.length };
      const start = from === undefined ? {} : { ExclusiveStartKey: from };
      const answer = await this.#patiently(() =>
        this.#client.send(new QueryCommand({ ...command, ...Limit, ...start })),
      );
      rows.push(...(answer.Items ?? []));
      from = answer.LastEvaluatedKey;
    } while (from !== undefined && (input.Limit === undefined || rows.length < input.Limit));
    return rows;
  }

  /** How many rows a query would answer. */
  async count(input: Without<QueryCommandInput>): Promise<number> {
    let count = 0;
    let from: Record<string, unknown> | undefined;
    do {
      const start = from === undefined ? {} : { ExclusiveStartKey: from };
      const command = { TableName: this.name, ...input, ...start, Select: 'COUNT' as const };
      const answer = await this.#patiently(() => this.#client.send(new QueryCommand(command)));
      count += answer.Count ?? 0;
      from = answer.LastEvaluatedKey;
    } while (from !== undefined);
    return count;
  }

  async put(Item: Row, condition: Omit<PutCommandInput, 'TableName' | 'Item'> = {}): Promise<void> {
    const command = { TableName: this.name, Item, ...condition };
    await this.#patiently(() => this.#client.send(new PutCommand(command)));
  }

  /** Without conditions, each row for itself and in no order; keys must differ. */
  async putAll(rows: readonly Row[]): Promise<void> {
    const batches = Array.from({ length: Math.ceil(rows.length / MOST_IN_BATCH) }, (_, at) =>
      rows.slice(at * MOST_IN_BATCH, (at + 1) * MOST_IN_BATCH),
    );
    await Promise.all(batches.map((batch) => this.#putBatch(batch)));
  }

  /** Answers the attributes that `ReturnValues` asks for. */
  async update(input: Without<UpdateCommandInput>): Promise<Row> {
    const command = { TableName: this.name, ...input };
    const { Attributes } = await this.#patiently(() => this.#client.send(new UpdateCommand(command)));
    return Attributes ?? {};
  }

  /** True when there was such a row. */
  async delete(
    Key: Key,
    condition: Omit<DeleteCommandInput, 'TableName' | 'Key' | 'ReturnValues'> = {},
  ): Promise<boolean> {
    const command = { TableName: this.name, Key, ReturnValues: 'ALL_OLD' as const, ...condition };
    const { Attributes } = await this.#patiently(() => this.#client.send(new DeleteCommand(command)));
    return Attributes !== undefined;
  }

  /** `token` makes a repetition whose first answer was lost succeed without writing twice (for 10 minutes). */
  async transact(items: readonly TransactItem[], token: string): Promise<void> {
    const command = { TransactItems: [...items], ClientRequestToken: token };
    await this.#patiently(() => this.#client.send(new TransactWriteCommand(command)));
  }

  async #putBatch(rows: readonly Row[]): Promise<void> {
    let asked: Writes = rows.map((Item) => ({ PutRequest: { Item } }));
    for (let tries = 0; asked.length > 0; tries += 1) {
      if (tries === MOST_TRIES) throw throttled('The database');
      if (tries > 0) await this.#pause(waitBefore(tries));
      const command = { RequestItems: { [this.name]: asked } };
      const answer = await this.#patiently(() => this.#client.send(new BatchWriteCommand(command)));
      asked = answer.UnprocessedItems?.[this.name] ?? [];
    }
  }

  async #patiently<T>(call: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await call();
      } catch (error) {
        if (isAway(error)) throw throttled('The database', error);
        if (!isBusy(error)) throw error;
        if (tries === MOST_TRIES) throw throttled('The database', error);
      }
      await this.#pause(waitBefore(tries));
    }
  }
}

/** Full jitter: writers who met once must not meet again. */
const waitBefore = (tries: number): number =>
  Math.random() * Math.min(LONGEST_PAUSE_MILLISECONDS, 10 * 2 ** tries);

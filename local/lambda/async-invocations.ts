/** Asynchronous invocations: accepted durably, retried twice on the desk's clock, then handed to a destination. */
import { randomUUID } from 'node:crypto';
import { AwsError, type Clock, type InvokeResult } from '../kernel/contract.ts';
import { openDatabase } from '../kernel/database.ts';
import type { FunctionDescription } from '../template/functions.ts';
import { ASYNC_PAYLOAD_LIMIT, THROTTLED } from './failure.ts';

export interface AsyncInvocations {
  /** Returns once the invocation is on disk. */
  accept(logicalId: string, payload: string): void;
  resume(): void;
  close(): void;
}

interface Row {
  readonly id: string;
  readonly function: string;
  readonly payload: string;
  readonly acceptedAt: number;
  readonly attempts: number;
  readonly throttles: number;
  readonly dueAt: number;
}

export interface AsyncOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly invoke: (logicalId: string, payload: string) => Promise<InvokeResult>;
  readonly policy: (logicalId: string) => FunctionDescription;
  /** Whether an invocation that went well is made once more: the queue behind them delivers at least once. */
  readonly doubles: (description: FunctionDescription) => boolean;
  readonly deliverFailure: (destinationArn: string, record: Record<string, unknown>) => void | Promise<void>;
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS invocation (id TEXT PRIMARY KEY, function TEXT NOT NULL,
  payload TEXT NOT NULL, acceptedAt INTEGER NOT NULL, attempts INTEGER NOT NULL, throttles INTEGER NOT NULL,
  dueAt INTEGER NOT NULL)`;

export function openAsyncInvocations(options: AsyncOptions): AsyncInvocations {
  const { clock } = options;
  const database = openDatabase(options.dataFolder, 'lambda', SCHEMA);
  const insert = database.prepare('INSERT INTO invocation VALUES (?, ?, ?, ?, 0, 0, ?)');
  const find = database.prepare('SELECT * FROM invocation WHERE id = ?');
  const postpone = database.prepare(
    'UPDATE invocation SET attempts = ?, throttles = ?, dueAt = ? WHERE id = ?',
  );
  const remove = database.prepare('DELETE FROM invocation WHERE id = ?');
  let closed = false;

  const arm = (id: string, at: number): void => clock.alarm(`lambda/async/${id}`, at, () => begin(id));

  /** What cannot be run at all, as by a function that is gone, is said and kept; the desk goes on. */
  const begin = (id: string): void => {
    attempt(id).catch((error) => console.error(`The asynchronous invocation ${id} cannot be run:`, error));
  };

  const attempt = async (id: string): Promise<void> => {
    const row = closed ? undefined : (find.get(id) as unknown as Row | undefined);
    if (!row) return;
    const result = await options.invoke(row.function, row.payload);
    if (closed) return;
    if (result.ok) {
      if (options.doubles(options.policy(row.function))) await options.invoke(row.function, row.payload);
      if (!closed) remove.run(id);
      return;
    }
    const policy = options.policy(row.function).onAsyncFailure;
    const throttled = result.errorType === THROTTLED;
    const attempts = row.attempts + (throttled ? 0 : 1);
    const throttles = row.throttles + (throttled ? 1 : 0);
    const at =
      clock.now() + (throttled ? Math.min(2 ** throttles, 300) * 1000 : attempts === 1 ? 60_000 : 120_000);
    const tooOld = at - row.acceptedAt > policy.maximumEventAgeSeconds * 1000;
    if (attempts <= policy.maximumRetryAttempts && !tooOld) {
      postpone.run(attempts, throttles, at, id);
      arm(id, at);
      return;
    }
    if (policy.destinationArn !== undefined) {
      const condition = tooOld ? 'EventAgeExceeded' : 'RetriesExhausted';
      await options.deliverFailure(policy.destinationArn, {
        ...failureRecord(row, result, condition, attempts, options.policy(row.function).arn),
        timestamp: new Date(clock.now()).toISOString(),
      });
    }
    if (!closed) remove.run(id);
  };

  return {
    accept(logicalId, payload) {
      if (Buffer.byteLength(payload) > ASYNC_PAYLOAD_LIMIT) {
        const message = `${Buffer.byteLength(payload)} byte payload is too large for the Event invocation type (limit ${ASYNC_PAYLOAD_LIMIT} bytes)`;
        throw new AwsError('RequestTooLargeException', message, 413);
      }
      const id = randomUUID();
      insert.run(id, logicalId, payload, clock.now(), clock.now());
      begin(id);
    },
    resume() {
      for (const row of database.prepare('SELECT * FROM invocation').all() as unknown as Row[]) {
        if (row.dueAt <= clock.now()) begin(row.id);
        else arm(row.id, row.dueAt);
      }
    },
    close() {
      if (closed) return;
      closed = true;
      database.close();
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function failureRecord(
  row: Row,
  result: Extract<InvokeResult, { ok: false }>,
  condition: string,
  attempts: number,
  functionArn: string,
): Record<string, unknown> {
  return {
    version: '1.0',
    requestContext: {
      requestId: row.id,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(row.payload),
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: {
      errorType: result.errorType,
      errorMessage: result.errorMessage,
      trace: result.trace ?? [],
    },
  };
}

/** Stands before the database: asks it what each call takes, and shows the habits that a single writer never has. */
import type { Call, Service } from '../kernel/contract.ts';
import type { TableDescription } from '../services/dynamodb/tables.ts';
import type { Faults } from './faults.ts';
import { createIndexLag } from './index-lag.ts';
import { transactionConflict } from './transaction-conflict.ts';

const METERED =
  /^(GetItem|PutItem|UpdateItem|DeleteItem|Query|Scan|BatchGetItem|BatchWriteItem|TransactGetItems|TransactWriteItems)$/;

export interface DatabaseFrontOptions {
  readonly service: Service;
  readonly tables: readonly TableDescription[];
  readonly faults: Pick<Faults, 'happens' | 'indexLag'>;
  /** Desk time in ms. */
  readonly now: () => number;
}

/** A function that did not ask for its capacity finds one field more in the answer. */
export function databaseFront({ service, tables, faults, now }: DatabaseFrontOptions): Service {
  const indexes = createIndexLag({ service, tables, lag: faults.indexLag, now });
  return {
    name: service.name,
    async handle(call) {
      const { operation, caller } = call;
      if (!METERED.test(operation)) return service.handle(call);
      if (
        operation === 'TransactWriteItems' &&
        caller !== 'local' &&
        faults.happens('transaction-conflict', 'dynamodb')
      ) {
        return transactionConflict(call);
      }
      return indexes.handle(askingForCapacity(call));
    },
  };
}

const QUESTION = Buffer.from('{"ReturnConsumedCapacity":"TOTAL",');

/** The body passes through as bytes: reading and writing it again would cost more than the question. */
function askingForCapacity(call: Call): Call {
  const { body: given } = call;
  // An object with at least one field begins like this.
  if (given[0] !== 0x7b || given[1] !== 0x22 || given.includes('"ReturnConsumedCapacity"')) return call;
  const body = Buffer.concat([QUESTION, given.subarray(1)]);
  return Object.create(call, { body: { value: body, enumerable: true } }) as Call;
}

/** Stands before the database: asks it what each call takes, and refuses transactions when that is asked for. */
import type { Call, Reply, Service } from '../kernel/contract.ts';

const METERED =
  /^(GetItem|PutItem|UpdateItem|DeleteItem|Query|Scan|BatchGetItem|BatchWriteItem|TransactGetItems|TransactWriteItems)$/;

/** `conflict` answers the refusal of a transaction. A function that did not ask for its capacity finds one field more. */
export function databaseFront(service: Service, conflict: (call: Call) => Reply | undefined): Service {
  return {
    name: service.name,
    async handle(call) {
      return conflict(call) ?? service.handle(METERED.test(call.operation) ? askingForCapacity(call) : call);
    },
  };
}

/** The body passes through as text: reading and writing it again would cost more than the question. */
function askingForCapacity(call: Call): Call {
  const text = call.body.toString('utf8');
  if (!text.startsWith('{"') || text.includes('"ReturnConsumedCapacity"')) return call;
  const body = Buffer.from(`{"ReturnConsumedCapacity":"TOTAL",${text.slice(1)}`);
  return Object.create(call, { body: { value: body, enumerable: true } }) as Call;
}

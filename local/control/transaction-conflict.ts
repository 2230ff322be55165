/** The refusal of a transaction whose items are in another one, which the database on one machine never says. */
import type { Call, Reply } from '../kernel/contract.ts';

/** Every element of the transaction gets a reason; the first one is in conflict. */
export function transactionConflict(call: Call): Reply {
  const elements = Array.isArray(call.input.TransactItems) ? call.input.TransactItems : [{}];
  const reasons = elements.map((_, index) =>
    index === 0
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: message,
      message,
      CancellationReasons: reasons,
    }),
  };
}

/** DynamoDB: transactions and batches ask for each of their elements, queries of an index name the index. */
import type { Call } from '../kernel/contract.ts';
import { ACCOUNT, REGION } from '../kernel/contract.ts';
import type { Context } from './conditions.ts';
import type { Question } from './statements.ts';

type PartitionKeys = ReadonlyMap<string, ReadonlyMap<string | undefined, string>>;
type Input = Readonly<Record<string, unknown>>;

/** `dynamodb:TransactWriteItems` is no IAM action; its elements are. */
const ELEMENTS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
} as const;

export function dynamoDbQuestions(
  { operation, input }: Call,
  partitionKeys: PartitionKeys,
): readonly Question[] {
  const ask = (
    action: string,
    one: Input,
    keyValues: readonly unknown[] = [one.Key ?? one.Item],
  ): Question => {
    const table =
      String(one.TableName ?? '')
        .split('table/')
        .at(-1) ?? '';
    const index = typeof one.IndexName === 'string' ? one.IndexName : undefined;
    const keys = partitionKeys.get(table);
    return {
      action: `dynamodb:${action}`,
      resource: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${table}${index === undefined ? '' : `/index/${index}`}`,
      context: leadingKeys(keyValues, one, keys?.get(index)),
    };
  };
  switch (operation) {
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return records(input.TransactItems).flatMap((element) =>
        Object.entries(ELEMENTS).flatMap(([kind, action]) =>
          element[kind] === undefined ? [] : [ask(action, element[kind] as Input)],
        ),
      );
    case 'BatchGetItem':
      return Object.entries((input.RequestItems ?? {}) as Record<string, Input>).map(([TableName, one]) =>
        ask(operation, { TableName }, records(one.Keys)),
      );
    case 'BatchWriteItem':
      return Object.entries((input.RequestItems ?? {}) as Record<string, unknown>).map(
        ([TableName, writes]) =>
          ask(
            operation,
            { TableName },
            records(writes).map(
              (write) => (write.PutRequest as Input)?.Item ?? (write.DeleteRequest as Input)?.Key,
            ),
          ),
      );
    case 'ListTables':
      return [{ action: 'dynamodb:ListTables', resource: '*' }];
    default:
      return [ask(operation, input)];
  }
}

/** `dynamodb:LeadingKeys`: the values of the partition key that the call touches. */
function leadingKeys(items: readonly unknown[], input: Input, partitionKey: string | undefined): Context {
  if (partitionKey === undefined) return {};
  const values = items.flatMap((item) => scalar((item as Input | undefined)?.[partitionKey]));
  const queried = queriedKey(input, partitionKey);
  const all = queried === undefined ? values : [...values, queried];
  return all.length === 0 ? {} : { 'dynamodb:leadingkeys': all };
}

/** A query names its partition key as `name = :value` or `#alias = :value`. */
function queriedKey(input: Input, partitionKey: string): string | undefined {
  const names = (input.ExpressionAttributeNames ?? {}) as Record<string, string>;
  const values = (input.ExpressionAttributeValues ?? {}) as Record<string, unknown>;
  const expression = String(input.KeyConditionExpression ?? '');
  for (const [, name = '', value = ''] of expression.matchAll(/([#\w]+)\s*=\s*(:\w+)/g)) {
    if ((names[name] ?? name) === partitionKey) return scalar(values[value])[0];
  }
  return undefined;
}

/** `{ S: 'x' }` → `['x']`. */
function scalar(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).slice(0, 1).map(String);
}

function records(value: unknown): readonly Input[] {
  return Array.isArray(value) ? value : [];
}

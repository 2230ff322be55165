/** One item of a transaction, with what it means when it is refused. */
import { randomUUID } from 'node:crypto';
import type { DomainError } from '../../domain/errors.ts';
import { versionConflict } from '../../domain/errors.ts';
import { cancellationReasons, type WireRow } from './refusals.ts';
import type { Row, Table, TransactItem } from './table.ts';

export interface Step {
  readonly item: TransactItem;
  /** `row` is what stood there; undefined when there was none. */
  readonly refusal: (row: WireRow | undefined) => DomainError;
}

export type Condition = Omit<NonNullable<TransactItem['Put']>, 'TableName' | 'Item'>;

export const putStep = (
  TableName: string,
  Item: Row,
  condition: Condition,
  refusal: Step['refusal'] = () => versionConflict(0),
): Step => ({ item: { Put: { TableName, Item: { ...Item }, ...condition } }, refusal });

/** null when the error is not a refusal by a condition of ours. */
const refusalOf = (error: unknown, steps: readonly Step[]): DomainError | null => {
  const reasons = cancellationReasons(error) ?? [];
  const at = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
  return steps[at]?.refusal(reasons[at]?.Item) ?? null;
};

/** All of them or none. Throws the refusal of the first whose condition did not hold. */
export const transactSteps = async (table: Table, steps: readonly Step[]): Promise<void> => {
  try {
    await table.transact(
      steps.map(({ item }) => item),
      randomUUID(),
    );
  } catch (error) {
    throw refusalOf(error, steps) ?? error;
  }
};

export const absent: Condition = { ConditionExpression: 'attribute_not_exists(PK)' };

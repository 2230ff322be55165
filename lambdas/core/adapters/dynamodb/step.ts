/** One item of a transaction, with what it means when it is refused. */
import type { DomainError } from '../../domain/errors.ts';
import { versionConflict } from '../../domain/errors.ts';
import type { WireRow } from './refusals.ts';
import type { Row, TransactItem } from './table.ts';

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

export const absent: Condition = { ConditionExpression: 'attribute_not_exists(PK)' };

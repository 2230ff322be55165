/** Rebirth, step one: another execution of the workflow is to own the ticket (design.md section 4). */
import { randomUUID } from 'node:crypto';
import type { Wait } from '../../application/records.ts';
import { ticketKey } from './keys.ts';
import { cancellationReasons } from './refusals.ts';
import type { Table } from './table.ts';
import { rowOfUnarmedWait } from './wait-row.ts';

/** The old execution is fenced off and the new one can be found by the sweep, both or neither. */
export const raiseGeneration = async (
  table: Table,
  ticketId: string,
  from: number,
  wait: Pick<Wait, 'wakeAt' | 'failures' | 'failedAt'>,
): Promise<boolean> => {
  const generation = from + 1;
  const TableName = table.name;
  const Update = {
    TableName,
    Key: { ...ticketKey(ticketId) },
    UpdateExpression: 'SET #generation = :to',
    ConditionExpression: '#generation = :from',
    ExpressionAttributeNames: { '#generation': 'generation' },
    ExpressionAttributeValues: { ':from': from, ':to': generation },
  };
  const Put = { TableName, Item: { ...rowOfUnarmedWait({ ticketId, generation, ...wait }) } };
  try {
    await table.transact([{ Update }, { Put }], randomUUID());
    return true;
  } catch (error) {
    const [refused] = cancellationReasons(error) ?? [];
    if (refused?.Code === 'ConditionalCheckFailed') return false;
    throw error;
  }
};

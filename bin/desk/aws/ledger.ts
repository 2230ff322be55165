/** Rows of the mail ledger, read by id straight from the table. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, type BatchGetCommandOutput, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ledgerKey } from '../../../lambdas/core/adapters/dynamodb/keys.ts';
import { ledgerOf } from '../../../lambdas/core/adapters/dynamodb/ledger-row.ts';
import type { LedgerRow } from '../../../lambdas/core/domain/mail/ledger.ts';
import type { Access } from './place.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MOST_KEYS = 100;

/** Those of the ids that have a row, in no order. */
export type ReadLedger = (ids: readonly string[]) => Promise<readonly LedgerRow[]>;

export const ledgerIn = (access: Access, table: string): ReadLedger => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(access));
  return async (ids) => {
    const rows: LedgerRow[] = [];
    for (let at = 0; at < ids.length; at += MOST_KEYS) {
      let asked: Record<string, unknown>[] = ids
        .slice(at, at + MOST_KEYS)
        .map((id) => ({ ...ledgerKey(id) }));
      while (asked.length > 0) {
        const RequestItems = { [table]: { Keys: asked, ConsistentRead: true } };
        const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems }));
        rows.push(...(answer.Responses?.[table] ?? []).map(ledgerOf));
        asked = answer.UnprocessedKeys?.[table]?.Keys ?? [];
      }
    }
    return rows;
  };
};

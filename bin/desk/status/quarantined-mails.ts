/** Counts the mails that wait in quarantine. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { quarantineView } from '../../../lambdas/core/adapters/dynamodb/keys.ts';
import { INDEXES } from '../../../lambdas/core/contracts/indexes.ts';
import type { Access } from '../aws/place.ts';

/** Reads the quarantine of the index: about 0.1 read units a mail. */
export const quarantinedMails = async (access: Access, TableName: string): Promise<number> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(access));
  const { name, partition } = INDEXES.line;
  const pages = paginateQuery(
    { client },
    {
      TableName,
      IndexName: name,
      Select: 'COUNT',
      KeyConditionExpression: '#key = :partition',
      ExpressionAttributeNames: { '#key': partition },
      ExpressionAttributeValues: { ':partition': quarantineView },
    },
  );
  let count = 0;
  for await (const { Count = 0 } of pages) count += Count;
  return count;
};

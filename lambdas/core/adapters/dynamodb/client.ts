/** The database client of one function instance. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Region, credentials and an endpoint other than AWS's come from the standard variables. A call that hangs is given
 * up after four seconds, well before the function is. `undefined` in a row is an error, never a silent gap.
 */
export const documentClient = (
  client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 4000, throwOnRequestTimeout: true },
  }),
): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: false } });

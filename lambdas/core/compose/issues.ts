/** The door that developers are told by. */
import { dynamoIssueClaims } from '../adapters/dynamodb/issue-claims.ts';
import { hmacSeals } from '../adapters/system/seals.ts';
import { secretKeys, webhookSecrets } from '../adapters/system/secret.ts';
import { outgoingWebhooks } from '../adapters/webhook/webhooks.ts';
import { deliverIssue } from '../application/issues/deliver-issue.ts';
import { desk, tableOf } from '../compose.ts';
import { readEnvironment } from '../runtime/environment.ts';

export const deliverIssueDoor = (environment = readEnvironment('deliverIssue')) => {
  const { TABLE_NAME, CONTENT_BUCKET, SECRET_ARN, BASE_URL, WEBHOOK_REACH } = environment;
  const table = tableOf(TABLE_NAME);
  return deliverIssue({
    ...desk(table, CONTENT_BUCKET),
    issueClaims: dynamoIssueClaims(table),
    webhooks: outgoingWebhooks(webhookSecrets(SECRET_ARN), WEBHOOK_REACH),
    seals: hmacSeals(secretKeys(SECRET_ARN)),
    baseUrl: BASE_URL,
  });
};

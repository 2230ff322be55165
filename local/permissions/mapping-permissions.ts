/** What Lambda itself does for an event source mapping, with the function's role. */
import type { FunctionDescription, QueueMapping, StreamMapping } from '../template/functions.ts';
import type { Permissions } from './permissions.ts';
import type { Question } from './statements.ts';

const STREAM_ACTIONS = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
const QUEUE_ACTIONS = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'ChangeMessageVisibility'];
/** CDK grants them too, but a mapping works without. */
const OPTIONAL = new Set(['sqs:ChangeMessageVisibility', 'dynamodb:ListStreams', 's3:ListBucket']);

/** Throws AwsError when a mapping or a destination could not work: on AWS its creation, or its first failure, fails. */
export function checkMappings(
  permissions: Permissions,
  functions: readonly FunctionDescription[],
  streams: readonly StreamMapping[],
  queues: readonly QueueMapping[],
): void {
  const roles = new Map(functions.map(({ arn, roleArn }) => [arn, roleArn]));
  const check = (functionArn: string, question: Question): void => {
    const roleArn = roles.get(functionArn) ?? '';
    if (!permissions.allows(roleArn, question) && !OPTIONAL.has(question.action)) {
      permissions.authorize(roleArn, question);
    }
  };
  for (const { functionArn, streamArn, onFailureArn } of streams) {
    for (const action of STREAM_ACTIONS) {
      check(functionArn, {
        action: `dynamodb:${action}`,
        resource: streamArn,
      });
    }
    if (onFailureArn === undefined) continue;
    check(functionArn, destinationQuestion(onFailureArn));
    if (onFailureArn.startsWith('arn:aws:s3:')) {
      check(functionArn, { action: 's3:ListBucket', resource: onFailureArn });
    }
  }
  for (const { functionArn, queueArn } of queues) {
    for (const action of QUEUE_ACTIONS) check(functionArn, { action: `sqs:${action}`, resource: queueArn });
  }
  for (const { arn, onAsyncFailure } of functions) {
    if (onAsyncFailure.destinationArn !== undefined)
      check(arn, destinationQuestion(onAsyncFailure.destinationArn));
  }
}

function destinationQuestion(arn: string): Question {
  const service = arn.split(':')[2];
  if (service === 's3') return { action: 's3:PutObject', resource: `${arn}/aws/lambda/x` };
  if (service === 'sqs') return { action: 'sqs:SendMessage', resource: arn };
  if (service === 'events') return { action: 'events:PutEvents', resource: arn };
  if (service === 'lambda') return { action: 'lambda:InvokeFunction', resource: arn };
  return { action: 'sns:Publish', resource: arn };
}

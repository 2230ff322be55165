/** What each function may do: read from top to bottom, this is the desk's list of permissions. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { DoorName } from '../lambdas/core/contracts/doors.ts';
import { INDEXES } from '../lambdas/core/contracts/indexes.ts';

/** ARNs and names that statements speak of. */
export interface GrantTargets {
  readonly tableArn: string;
  readonly streamArn: string;
  readonly contentArn: string;
  readonly setAsideArn: string;
  readonly secretArn: string;
  readonly busArn: string;
  readonly mailQueueArn: string;
  readonly lostEventsArn: string;
  readonly stateMachineArn: string;
  /** Every execution of the state machine. */
  readonly executionsArn: string;
  readonly mailIdentityArn: string;
  readonly configurationSetArn: string;
  readonly mailDomain: string;
}

const READ = ['GetItem', 'BatchGetItem', 'Query'] as const;
const WRITE = ['PutItem', 'UpdateItem', 'ConditionCheckItem'] as const;
const DELETE = ['DeleteItem'] as const;

export const doorGrants = (on: GrantTargets): Readonly<Record<DoorName, readonly PolicyStatement[]>> => {
  const allow = (sid: string, actions: readonly string[], ...resources: readonly string[]) =>
    new PolicyStatement({ sid, actions: [...actions], resources: [...resources] });
  const rows = (...actions: readonly string[]) =>
    allow(
      'Rows',
      actions.map((action) => `dynamodb:${action}`),
      on.tableArn,
    );
  const views = (...indexes: readonly (keyof typeof INDEXES)[]) =>
    allow(
      'Views',
      ['dynamodb:Query'],
      ...indexes.map((name) => `${on.tableArn}/index/${INDEXES[name].name}`),
    );
  const texts = (...actions: readonly ('GetObject' | 'PutObject')[]) =>
    allow(
      'LongTexts',
      actions.map((action) => `s3:${action}`),
      `${on.contentArn}/*`,
    );
  const keys = allow('SigningKeys', ['secretsmanager:GetSecretValue'], on.secretArn);
  const start = allow('StartWorkflows', ['states:StartExecution'], on.stateMachineArn);
  const stop = allow('StopWorkflows', ['states:StopExecution'], on.executionsArn);
  // AWS documents no resource for this action, yet checks it against the state machine of the token (ADR on rebirth).
  const wake = allow('WakeWorkflows', ['states:SendTaskSuccess'], on.stateMachineArn);
  const failedEvents = allow('LostEvents', ['sqs:SendMessage'], on.lostEventsArn);
  const stream = [
    allow(
      'Stream',
      ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
        (action) => `dynamodb:${action}`,
      ),
      on.streamArn,
    ),
    // The failure destination of a stream is written, and first looked for, under the function's role.
    allow('SetAside', ['s3:PutObject'], `${on.setAsideArn}/*`),
    allow('FindSetAside', ['s3:ListBucket'], on.setAsideArn),
  ];

  return {
    requester: [
      rows(...READ, ...WRITE, ...DELETE),
      views('requester', 'holder', 'group', 'line'),
      texts('GetObject', 'PutObject'),
      keys,
    ],
    agent: [
      rows(...READ, ...WRITE, ...DELETE),
      views('requester', 'holder', 'group', 'line'),
      texts('GetObject', 'PutObject'),
      keys,
    ],
    admin: [rows(...READ, ...WRITE, ...DELETE), keys],
    orchestrate: [rows(...READ, 'UpdateItem'), start, wake, ...stream],
    relay: [allow('Publish', ['events:PutEvents'], on.busArn), ...stream],
    notify: [
      rows(...READ, 'PutItem', 'UpdateItem'),
      texts('GetObject'),
      keys,
      allow(
        'MailQueue',
        ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        on.mailQueueArn,
      ),
      new PolicyStatement({
        sid: 'SendAsTheDesk',
        actions: ['ses:SendRawEmail'],
        resources: [on.mailIdentityArn, on.configurationSetArn],
        conditions: { StringLike: { 'ses:FromAddress': `*@${on.mailDomain}` } },
      }),
    ],
    project: [rows(...READ, 'PutItem', 'UpdateItem'), failedEvents],
    recordMail: [rows(...READ, ...WRITE), failedEvents],
    rebirth: [rows(...READ, ...WRITE), start, stop, failedEvents],
    sweep: [rows(...READ, ...WRITE), views('line'), start, stop],
    ticketLifecycle: [rows(...READ, ...WRITE, ...DELETE), texts('GetObject', 'PutObject'), start, wake],
  };
};

/** What each function may do: read from top to bottom, this is the desk's list of permissions. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ATTACHMENTS_PREFIX,
  MODELS_PREFIX,
  TEXTS_PREFIX,
  UPLOADS_PREFIX,
} from '../lambdas/core/contracts/content.ts';
import type { DoorName } from '../lambdas/core/contracts/doors.ts';
import { INDEXES } from '../lambdas/core/contracts/indexes.ts';
import type { LanguageModelTargets } from './language-models.ts';

/** ARNs and names that statements speak of. */
export interface GrantTargets {
  readonly tableArn: string;
  readonly streamArn: string;
  readonly contentArn: string;
  /** The bucket of raw mail. */
  readonly mailArn: string;
  readonly setAsideArn: string;
  readonly secretArn: string;
  readonly busArn: string;
  readonly mailQueueArn: string;
  readonly inboundQueueArn: string;
  readonly lostEventsArn: string;
  readonly stateMachineArn: string;
  /** Every execution of the state machine. */
  readonly executionsArn: string;
  readonly mailIdentityArn: string;
  readonly configurationSetArn: string;
  readonly mailDomain: string;
  readonly languageModels: LanguageModelTargets;
}

export interface Grant {
  readonly statement: PolicyStatement;
  /** Why a resource with a wildcard is as narrow as it can be; there must be one where there is such a resource. */
  readonly wildcard?: string;
}

type RowAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'BatchWriteItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem';

const WRITE = ['PutItem', 'UpdateItem'] as const;

const allow = (sid: string, actions: readonly string[], ...resources: readonly string[]): Grant => ({
  statement: new PolicyStatement({ sid, actions: [...actions], resources: [...resources] }),
});

/** Only where the stage names models. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html */
const languageModels = ({ askedArns, behindArns, profileArns }: LanguageModelTargets): readonly Grant[] => [
  ...(askedArns.length === 0 ? [] : [allow('AskLanguageModel', ['bedrock:InvokeModel'], ...askedArns)]),
  ...(behindArns.length === 0
    ? []
    : [
        {
          statement: new PolicyStatement({
            sid: 'ThroughProfiles',
            actions: ['bedrock:InvokeModel'],
            resources: [...behindArns],
            conditions: { StringEquals: { 'bedrock:InferenceProfileArn': [...profileArns] } },
          }),
          wildcard:
            'A profile asks its model in whichever of its regions is free; the model may be asked through it alone.',
        },
      ]),
];

export const doorGrants = (on: GrantTargets): Readonly<Record<DoorName, readonly Grant[]>> => {
  const rows = (...actions: readonly RowAction[]) =>
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
  const texts = (...actions: readonly ('GetObject' | 'PutObject')[]) => ({
    ...allow(
      'LongTexts',
      actions.map((action) => `s3:${action}`),
      `${on.contentArn}/${TEXTS_PREFIX}*`,
    ),
    wildcard: 'Texts are named by the hash of what they say, and nothing else lies under this prefix.',
  });
  const files = (...actions: readonly ('GetObject' | 'PutObject')[]) => ({
    ...allow(
      'Attachments',
      actions.map((action) => `s3:${action}`),
      `${on.contentArn}/${ATTACHMENTS_PREFIX}*`,
    ),
    wildcard: 'Files are named by message or upload, and nothing but attachments lies under this prefix.',
  });
  const models = (...actions: readonly ('GetObject' | 'PutObject' | 'DeleteObject')[]) => ({
    ...allow(
      'Models',
      actions.map((action) => `s3:${action}`),
      `${on.contentArn}/${MODELS_PREFIX}*`,
    ),
    wildcard: 'Models are named by when they were made, and nothing else lies under this prefix.',
  });
  const uploads = {
    ...allow('Uploads', ['s3:GetObject', 's3:PutObject'], `${on.contentArn}/${UPLOADS_PREFIX}*`),
    wildcard: 'Whoever holds a form that this function signed sends one file under this prefix, for a day.',
  };
  const rawMail = {
    ...allow('RawMail', ['s3:GetObject'], `${on.mailArn}/*`),
    wildcard: 'SES names what it stores itself, and the bucket holds nothing but mail that came in.',
  };
  // By the queue that SES's notifications come through, so that a message is read again as it was the first time.
  const readAgain = allow('ReadAgain', ['sqs:SendMessage'], on.inboundQueueArn);
  const keys = allow('SigningKeys', ['secretsmanager:GetSecretValue'], on.secretArn);
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_translate.html
  const translate = {
    ...allow('Translate', ['translate:TranslateText'], '*'),
    wildcard: 'IAM knows no resource that translating a text without a terminology could be bound to.',
  };
  const start = allow('StartWorkflows', ['states:StartExecution'], on.stateMachineArn);
  const stop = {
    ...allow('StopWorkflows', ['states:StopExecution'], on.executionsArn),
    wildcard:
      'Executions are named by ticket and generation; only those of this one state machine are meant.',
  };
  // AWS documents no resource for this action, yet checks it against the state machine of the token.
  const wake = allow('WakeWorkflows', ['states:SendTaskSuccess'], on.stateMachineArn);
  const loseEvents = allow('LostEvents', ['sqs:SendMessage'], on.lostEventsArn);
  const stream = [
    allow(
      'Stream',
      ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
        (action) => `dynamodb:${action}`,
      ),
      on.streamArn,
    ),
    // Lambda looks for the failure destination of a stream, and writes to it, under the role of the function.
    allow('FindSetAside', ['s3:ListBucket'], on.setAsideArn),
    {
      ...allow('SetAside', ['s3:PutObject'], `${on.setAsideArn}/*`),
      wildcard: 'Lambda names what it sets aside itself, and the bucket is for nothing else.',
    },
  ];

  return {
    requester: [
      // What a search finds is read at once.
      rows('GetItem', 'BatchGetItem', 'Query', ...WRITE),
      views('requester', 'holder', 'group', 'line'),
      texts('GetObject', 'PutObject'),
      // Copied there from the uploads, and read by links that it signs.
      files('GetObject', 'PutObject'),
      uploads,
      keys,
    ],
    agent: [
      // A ticket that is taken out of a problem leaves its list.
      rows('GetItem', 'BatchGetItem', 'Query', ...WRITE, 'DeleteItem'),
      views('requester', 'holder', 'group', 'line'),
      texts('GetObject', 'PutObject'),
      keys,
      rawMail,
      readAgain,
      translate,
    ],
    admin: [rows('GetItem', 'Query', ...WRITE, 'DeleteItem'), texts('GetObject', 'PutObject'), keys],
    orchestrate: [rows('GetItem', 'Query', 'UpdateItem'), texts('GetObject'), start, wake, ...stream],
    relay: [allow('Publish', ['events:PutEvents'], on.busArn), ...stream],
    notify: [
      // A claim on a mail that SES throttled is given back, hence the deletion.
      rows('GetItem', 'Query', ...WRITE, 'DeleteItem'),
      // What waits in quarantine, once a day.
      views('line'),
      texts('GetObject'),
      files('GetObject'),
      keys,
      allow(
        'MailQueue',
        // It sends to itself: reminders are gathered for two minutes.
        ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:SendMessage'],
        on.mailQueueArn,
      ),
      {
        statement: new PolicyStatement({
          sid: 'SendAsTheDesk',
          actions: ['ses:SendRawEmail'],
          resources: [on.mailIdentityArn, on.configurationSetArn],
          conditions: { StringLike: { 'ses:FromAddress': `*@${on.mailDomain}` } },
        }),
      },
    ],
    receiveMail: [
      rows('GetItem', 'BatchGetItem', 'Query', ...WRITE),
      texts('GetObject', 'PutObject'),
      files('PutObject'),
      keys,
      rawMail,
      allow(
        'InboundQueue',
        ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        on.inboundQueueArn,
      ),
    ],
    sweepMail: [
      rows('BatchGetItem'),
      allow('FindRawMail', ['s3:ListBucket'], on.mailArn),
      readAgain,
      loseEvents,
    ],
    project: [rows(...WRITE), loseEvents],
    deliverIssue: [rows('GetItem', 'Query', ...WRITE), texts('GetObject'), keys, loseEvents],
    // Of a stem that a ticket no longer has, the row goes.
    indexWords: [
      rows('GetItem', 'Query', 'BatchWriteItem', 'PutItem', 'DeleteItem'),
      texts('GetObject'),
      loseEvents,
    ],
    problems: [
      rows('GetItem', 'BatchGetItem', 'Query', ...WRITE),
      // What is said on a problem is said again on each of its incidents.
      texts('GetObject', 'PutObject'),
      loseEvents,
    ],
    trainModel: [
      // Of the models that it has taught before, the oldest go.
      rows('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'),
      texts('GetObject'),
      models('GetObject', 'PutObject', 'DeleteObject'),
      loseEvents,
    ],
    recordMail: [rows('GetItem', ...WRITE), loseEvents],
    rebirth: [rows('GetItem', 'Query', ...WRITE), texts('GetObject'), start, stop, loseEvents],
    sweep: [
      rows('GetItem', 'BatchGetItem', 'Query', ...WRITE, 'DeleteItem'),
      texts('GetObject'),
      // Waiting workflows; and open tickets, when settings have changed.
      views('holder', 'line'),
      start,
      stop,
    ],
    ticketLifecycle: [
      rows('GetItem', 'BatchGetItem', 'Query', ...WRITE, 'DeleteItem'),
      texts('GetObject', 'PutObject'),
      models('GetObject'),
      start,
      wake,
      ...languageModels(on.languageModels),
    ],
  };
};

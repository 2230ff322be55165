// biome-ignore-all lint/suspicious/noTemplateCurlyInString: definitions write their placeholders like this
/** A company as small as it can be, as a cloud assembly: a thing is stored, watched over, and told about by mail. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aFolder } from './lambda/stage.ts';
import { aFunction, aRole, assemblyOnDisk } from './template/assembly-on-disk.ts';

const repository = join(import.meta.dirname, '../..');

/** The bundle of every function; what they call goes through the real SDK. */
const CODE = `
import { createRequire } from 'node:module';
const require = createRequire(${JSON.stringify(join(repository, 'package.json'))});
const { DynamoDBClient, PutItemCommand, GetItemCommand, UpdateItemCommand, ScanCommand } = require('@aws-sdk/client-dynamodb');
const { EventBridgeClient, PutEventsCommand } = require('@aws-sdk/client-eventbridge');
const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
const { SESClient, SendRawEmailCommand } = require('@aws-sdk/client-ses');
const { SFNClient, StartExecutionCommand, SendTaskSuccessCommand } = require('@aws-sdk/client-sfn');

const { TABLE: TableName, BUS, MACHINE } = process.env;
const db = new DynamoDBClient({});
const set = (id, name, value) => db.send(new UpdateItemCommand({ TableName,
  Key: { PK: { S: id }, SK: { S: 'THING' } }, UpdateExpression: 'SET #n = :v',
  ExpressionAttributeNames: { '#n': name }, ExpressionAttributeValues: { ':v': { S: value } } }));
const get = async (id) => (await db.send(new GetItemCommand({ TableName, Key: { PK: { S: id }, SK: { S: 'THING' } } }))).Item;

export const api = async (event) => {
  const { id } = event.pathParameters ?? JSON.parse(event.body ?? '{}');
  switch (event.routeKey) {
    case 'POST /things':
      await db.send(new PutItemCommand({ TableName, Item: { PK: { S: id }, SK: { S: 'EVENT#1' }, at: { S: new Date().toISOString() } } }));
      return { statusCode: 201, body: JSON.stringify({ id }) };
    case 'GET /things/{id}':
      return { statusCode: 200, body: JSON.stringify(await get(id) ?? null) };
    case 'POST /things/{id}/wake':
      await new SFNClient({}).send(new SendTaskSuccessCommand({ taskToken: (await get(id)).token.S, output: '{}' }));
      return { statusCode: 204 };
    default:
      return db.send(new ScanCommand({ TableName })).then(() => 'scanned', ({ name }) => ({ statusCode: 403, body: name }));
  }
};

export const stream = async ({ Records }) => {
  for (const { dynamodb } of Records) {
    const id = dynamodb.Keys.PK.S;
    if (id === 'poison') throw new Error('poison');
    await new SFNClient({}).send(new StartExecutionCommand({ stateMachineArn: MACHINE, name: id, input: JSON.stringify({ id }) }));
    await new EventBridgeClient({}).send(new PutEventsCommand({ Entries: [
      { EventBusName: BUS, Source: 'things', DetailType: 'thing.made', Detail: JSON.stringify({ id }) }] }));
  }
};

export const steps = async ({ id, step, token }) => {
  await set(id, 'step', step);
  if (token) await set(id, 'token', token);
  return { id };
};

export const mail = async ({ Records }) => {
  for (const { body } of Records) {
    const { detail: { id } } = JSON.parse(body);
    const raw = ['From: help@desk.example.com', 'To: anna@example.org', 'Subject: ' + id, '', 'http://127.0.0.1/things/' + id].join('\\r\\n');
    await new SESClient({}).send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) },
      Source: 'help@desk.example.com', Destinations: ['anna@example.org'], ConfigurationSetName: 'desk' }));
  }
};

export const read = async ({ Records }) => {
  for (const { body } of Records) {
    const { mail, receipt } = JSON.parse(JSON.parse(body).Message);
    const { Body } = await new S3Client({}).send(new GetObjectCommand({ Bucket: receipt.action.bucketName, Key: receipt.action.objectKey }));
    const raw = await Body.transformToString();
    await set('inbox', 'last', [mail.source, receipt.dmarcVerdict.status, /^Subject: (.*)$/m.exec(raw)[1]].join(' '));
  }
};

export const sent = async (event) => { await set('mails', 'last', event['detail-type']); };
`;

const attribute = (logicalId: string, name = 'Arn') => ({ 'Fn::GetAtt': [logicalId, name] });
const allow = (Action: string | readonly string[], ...Resource: readonly unknown[]) => ({
  Effect: 'Allow',
  Action,
  Resource,
});

const fn = (handler: string) =>
  aFunction('code', {
    Handler: `index.${handler}`,
    Timeout: 20,
    MemorySize: 256,
    Environment: {
      Variables: { TABLE: { Ref: 'Things' }, BUS: { Ref: 'Bus' }, MACHINE: { Ref: 'Machine' } },
    },
  });

const DEFINITION = {
  QueryLanguage: 'JSONata',
  StartAt: 'Wait to be woken',
  States: {
    'Wait to be woken': {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        FunctionName: '${steps}',
        Payload: {
          id: '{% $states.input.id %}',
          step: 'waiting',
          token: '{% $states.context.Task.Token %}',
        },
      },
      Assign: { id: '{% $states.input.id %}' },
      TimeoutSeconds: 3600,
      Catch: [{ ErrorEquals: ['States.Timeout'], Assign: { id: '{% $states.input.id %}' }, Next: 'Be late' }],
      Next: 'Be awake',
    },
    'Be late': {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: '${steps}', Payload: { id: '{% $id %}', step: 'late' } },
      TimeoutSeconds: 60,
      End: true,
    },
    'Be awake': {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: '${steps}', Payload: { id: '{% $id %}', step: 'awake' } },
      TimeoutSeconds: 60,
      End: true,
    },
  },
};

const route = (RouteKey: string) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey,
    Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
  },
});

const RESOURCES = {
  Things: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: ['PK', 'SK'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    },
  },
  SetAside: { Type: 'AWS::S3::Bucket' },
  Mails: {
    Type: 'AWS::SQS::Queue',
    Properties: { RedrivePolicy: { deadLetterTargetArn: attribute('Lost'), maxReceiveCount: 3 } },
  },
  Lost: { Type: 'AWS::SQS::Queue' },
  Raw: { Type: 'AWS::S3::Bucket' },
  Came: { Type: 'AWS::SNS::Topic' },
  Inbox: { Type: 'AWS::SQS::Queue' },
  Hears: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Came' }, Protocol: 'sqs', Endpoint: attribute('Inbox') },
  },
  RuleSet: { Type: 'AWS::SES::ReceiptRuleSet' },
  Receipt: {
    Type: 'AWS::SES::ReceiptRule',
    Properties: {
      RuleSetName: { Ref: 'RuleSet' },
      Rule: {
        Enabled: true,
        Recipients: ['desk.example.com'],
        TlsPolicy: 'Require',
        Actions: [
          { S3Action: { BucketName: { Ref: 'Raw' }, ObjectKeyPrefix: 'in/', TopicArn: { Ref: 'Came' } } },
        ],
      },
    },
  },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'things' } },
  Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'desk.example.com' } },
  ConfigurationSet: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'desk' } },
  MailEvents: {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: {
      ConfigurationSetName: { Ref: 'ConfigurationSet' },
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'delivery'],
        EventBridgeDestination: { EventBusArn: 'arn:aws:events:eu-west-1:000000000000:event-bus/default' },
      },
    },
  },
  UserPool: { Type: 'AWS::Cognito::UserPool' },
  UserPoolClient: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'UserPool' } } },
  Role: aRole(
    allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], attribute('Things')),
    allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      attribute('Things', 'StreamArn'),
    ),
    allow(['states:StartExecution', 'states:SendTaskSuccess', 'states:StopExecution'], { Ref: 'Machine' }),
    allow('events:PutEvents', attribute('Bus')),
    allow(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      attribute('Mails'),
      attribute('Inbox'),
    ),
    allow('s3:GetObject', { 'Fn::Join': ['', [attribute('Raw'), '/*']] }),
    allow('s3:PutObject', { 'Fn::Join': ['', [attribute('SetAside'), '/*']] }),
    allow(
      'ses:SendRawEmail',
      'arn:aws:ses:eu-west-1:000000000000:identity/desk.example.com',
      'arn:aws:ses:eu-west-1:000000000000:configuration-set/desk',
    ),
  ),
  MachineRole: aRole(allow('lambda:InvokeFunction', attribute('StepsFn'))),
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: 'watch',
      DefinitionString: JSON.stringify(DEFINITION),
      DefinitionSubstitutions: { steps: attribute('StepsFn') },
      RoleArn: attribute('MachineRole'),
    },
  },
  ApiFn: fn('api'),
  StreamFn: fn('stream'),
  StepsFn: aFunction('code', {
    Handler: 'index.steps',
    Timeout: 20,
    Environment: { Variables: { TABLE: { Ref: 'Things' } } },
  }),
  MailFn: fn('mail'),
  SentFn: fn('sent'),
  ReadFn: fn('read'),
  StreamFeed: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: attribute('Things', 'StreamArn'),
      FunctionName: { Ref: 'StreamFn' },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
      FilterCriteria: {
        Filters: [
          { Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"SK":{"S":[{"prefix":"EVENT#"}]}}}}' },
        ],
      },
      DestinationConfig: { OnFailure: { Destination: attribute('SetAside') } },
    },
  },
  MailFeed: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { EventSourceArn: attribute('Mails'), FunctionName: { Ref: 'MailFn' } },
  },
  InboxFeed: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { EventSourceArn: attribute('Inbox'), FunctionName: { Ref: 'ReadFn' } },
  },
  MadeRule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { 'detail-type': [{ prefix: 'thing.' }] },
      Targets: [{ Id: 'T', Arn: attribute('Mails') }],
    },
  },
  SentRule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.ses'] },
      Targets: [{ Id: 'T', Arn: attribute('SentFn') }],
    },
  },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: attribute('ApiFn'),
      PayloadFormatVersion: '2.0',
    },
  },
  MakeRoute: route('POST /things'),
  ReadRoute: route('GET /things/{id}'),
  WakeRoute: route('POST /things/{id}/wake'),
  OtherRoute: route('$default'),
};

/** Answers what `startDesk` needs beside a data folder. */
export function smallDesk() {
  const deskFile = join(aFolder(), 'desk.yaml');
  const agents = ['agent', 'agent', 'agent', 'lead', 'admin'].map(
    (role, index) =>
      `  - { id: agt_${index}, name: N${index}, email: n${index}@desk.example.com, role: ${role}, lines: [${index + 1}] }`,
  );
  writeFileSync(deskFile, `agents:\n${agents.join('\n')}\n`);
  return {
    assemblyFolder: assemblyOnDisk({ resources: RESOURCES, assets: { code: { 'index.mjs': CODE } } }),
    deskFile,
    pricesFile: join(repository, 'bench/prices.json'),
  };
}

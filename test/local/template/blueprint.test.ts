// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its placeholders like this
import { describe, expect, it } from 'vitest';
import { readBlueprint } from '../../../local/template/blueprint.ts';
import {
  describeQueues,
  describeRules,
  describeTables,
} from '../../../local/template/service-descriptions.ts';
import { aFunction, aRole, assemblyOnDisk, type TestStack } from './assembly-on-disk.ts';

const ENDPOINTS = { apiUrl: 'http://127.0.0.1:4000', wireUrl: 'http://127.0.0.1:9999' };

const read = (...stacks: readonly TestStack[]) => readBlueprint(assemblyOnDisk(...stacks), ENDPOINTS);

const code = { code: { 'index.mjs': 'export const handler = () => {};' } };

const withVariables = (Variables: Readonly<Record<string, unknown>>, rest: Partial<TestStack> = {}) => {
  const { resources, ...more } = rest;
  const [first] = read({
    resources: { Role: aRole(), Fn: aFunction('code', { Environment: { Variables } }), ...resources },
    assets: code,
    ...more,
  }).functions;
  return first?.environment;
};

describe('intrinsic functions', () => {
  it('are replaced by what they answer', () => {
    const environment = withVariables(
      {
        JOINED: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }]] },
        SUB: { 'Fn::Sub': 'arn:${AWS::Partition}:x:${Queue.QueueName}:${!Literal}' },
        SUB_WITH: { 'Fn::Sub': ['${Name}!', { Name: { Ref: 'Table' } }] },
        PART: { 'Fn::Select': [1, { 'Fn::Split': ['|', 'a|b'] }] },
        IF: { 'Fn::If': ['Yes', 'then', 'else'] },
        GONE: { Ref: 'AWS::NoValue' },
        QUEUE: { Ref: 'Queue' },
        QUEUE_ARN: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        TABLE_ARN: { 'Fn::GetAtt': 'Table.Arn' },
        DEFAULT: { Ref: 'Version' },
      },
      {
        resources: {
          Queue: { Type: 'AWS::SQS::Queue' },
          Table: {
            Type: 'AWS::DynamoDB::Table',
            Properties: {
              TableName: 'tickets',
              AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
              KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
              BillingMode: 'PAY_PER_REQUEST',
            },
          },
        },
        parameters: { Version: { Type: 'String', Default: '7' } },
        conditions: {
          Yes: { 'Fn::And': [{ 'Fn::Equals': ['a', 'a'] }, { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }] },
        },
      },
    );
    expect(environment).toEqual({
      JOINED: 'a-eu-west-1-000000000000',
      SUB: 'arn:aws:x:Queue:${Literal}',
      SUB_WITH: 'tickets!',
      PART: 'b',
      IF: 'then',
      QUEUE: 'http://127.0.0.1:9999/000000000000/Queue',
      QUEUE_ARN: 'arn:aws:sqs:eu-west-1:000000000000:Queue',
      TABLE_ARN: 'arn:aws:dynamodb:eu-west-1:000000000000:table/tickets',
      DEFAULT: '7',
    });
  });

  it('that are not known are named', () => {
    expect(() => withVariables({ X: { 'Fn::GetStackOutput': ['a', 'b'] } })).toThrow(
      'Stack0/Fn (AWS::Lambda::Function): The intrinsic function Fn::GetStackOutput is not known here.',
    );
  });

  it('have outputs, without what is only exported and what a condition leaves out', () => {
    const { outputs } = read({
      resources: { Mails: { Type: 'AWS::SQS::Queue' } },
      conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      outputs: {
        MailsArn: { Value: { 'Fn::GetAtt': ['Mails', 'Arn'] } },
        ForOthers: { Value: { Ref: 'Mails' }, Export: { Name: 'Data:Mails' } },
        Absent: { Value: { Ref: 'Mails' }, Condition: 'Never' },
      },
    }).resources;
    expect(outputs).toEqual({ MailsArn: 'arn:aws:sqs:eu-west-1:000000000000:Mails' });
  });

  it('find what another stack exports', () => {
    const blueprint = read(
      {
        name: 'Data',
        resources: { Mails: { Type: 'AWS::SQS::Queue' } },
        outputs: { Out: { Value: { 'Fn::GetAtt': ['Mails', 'Arn'] }, Export: { Name: 'Data:Mails' } } },
      },
      {
        name: 'Service',
        resources: {
          Role: aRole(),
          Fn: aFunction('code'),
          Feed: {
            Type: 'AWS::Lambda::EventSourceMapping',
            Properties: {
              EventSourceArn: { 'Fn::ImportValue': 'Data:Mails' },
              FunctionName: { Ref: 'Fn' },
            },
          },
        },
        assets: code,
      },
    );
    expect(blueprint.queueMappings).toMatchObject([
      { id: 'Feed', queueArn: 'arn:aws:sqs:eu-west-1:000000000000:Mails', batchSize: 10 },
    ]);
  });

  it('put the local address in the place of the one that CDK writes for an API', () => {
    const address = {
      'Fn::Join': [
        '',
        ['https://', { Ref: 'Api' }, '.execute-api.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/x'],
      ],
    };
    const resources = {
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
      Stage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
      },
    };
    expect(withVariables({ URL: address }, { resources })?.URL).toBe('http://127.0.0.1:4000/x');
  });

  it('refuse a secret in the template', () => {
    expect(() => withVariables({ X: '{{resolve:secretsmanager:x}}' })).toThrow('dynamic reference');
  });
});

describe('what is not known', () => {
  const queue = (Properties: Readonly<Record<string, unknown>>) =>
    read({ resources: { Queue: { Type: 'AWS::SQS::Queue', Properties } } });

  it('is named when it is a resource type', () => {
    expect(() => read({ resources: { X: { Type: 'AWS::Kinesis::Stream' } } })).toThrow(
      'the resource type AWS::Kinesis::Stream is not known here',
    );
  });

  it('is named when it is a property', () => {
    expect(() => queue({ FifoQueue: true })).toThrow(/Stack0\/Queue .*"FifoQueue"/s);
  });

  it('is named when it is a value', () => {
    expect(() => queue({ VisibilityTimeout: 'long' })).toThrow(/VisibilityTimeout/);
  });

  it('is named when it is an attribute', () => {
    const output = { Value: { 'Fn::GetAtt': ['Queue', 'Colour'] }, Export: { Name: 'x' } };
    expect(() =>
      read({
        resources: {
          Queue: { Type: 'AWS::SQS::Queue' },
          Other: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::ImportValue': 'x' } } },
        },
        outputs: { Out: output },
      }),
    ).toThrow('attribute Colour of AWS::SQS::Queue is not known here');
  });

  it('is named when two stacks would share a name', () => {
    const resources = { Queue: { Type: 'AWS::SQS::Queue' } };
    expect(() => read({ resources }, { resources })).toThrow('Two resources of type AWS::SQS::Queue');
  });
});

describe('descriptions', () => {
  it('join a function with its asset, its invoke config and its role', () => {
    const { functions, roles } = read({
      resources: {
        Role: aRole({
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Resource: { 'Fn::GetAtt': ['Lost', 'Arn'] },
        }),
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'more',
            PolicyDocument: { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] },
            Roles: [{ Ref: 'Role' }],
          },
        },
        Fn: aFunction('code', { Timeout: 15, MemorySize: 512 }),
        Lost: { Type: 'AWS::SQS::Queue' },
        Config: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: {
            FunctionName: { Ref: 'Fn' },
            Qualifier: '$LATEST',
            MaximumRetryAttempts: 1,
            DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Lost', 'Arn'] } } },
          },
        },
      },
      assets: code,
    });
    expect(functions[0]).toMatchObject({
      logicalId: 'Fn',
      codeFolder: expect.stringMatching(/asset\.code$/),
      timeoutSeconds: 15,
      memoryMegabytes: 512,
      roleArn: 'arn:aws:iam::000000000000:role/Role',
      onAsyncFailure: {
        maximumRetryAttempts: 1,
        destinationArn: 'arn:aws:sqs:eu-west-1:000000000000:Lost',
      },
    });
    expect(roles[0]?.statements.map(({ policy }) => policy)).toEqual(['inline', 'more']);
  });

  it('put the substitutions into a state machine, and miss those that are not given', () => {
    const machine = (DefinitionSubstitutions: Readonly<Record<string, unknown>>) =>
      read({
        resources: {
          Role: aRole(),
          Machine: {
            Type: 'AWS::StepFunctions::StateMachine',
            Properties: {
              DefinitionS3Location: { Bucket: 'assets', Key: 'machine.json' },
              DefinitionSubstitutions,
              RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
            },
          },
        },
        files: { 'machine.json': '{"StartAt":"${first}"}' },
      }).machines[0];
    expect(machine({ first: 'Begin' })).toMatchObject({
      arn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:Machine',
      definition: { StartAt: 'Begin' },
    });
    expect(() => machine({})).toThrow('nothing is given for ${first}');
  });

  it('say tables, queues and rules in the words of the services', () => {
    const { resources } = read({
      resources: {
        Table: {
          Type: 'AWS::DynamoDB::GlobalTable',
          Properties: {
            AttributeDefinitions: ['PK', 'SK', 'G'].map((AttributeName) => ({
              AttributeName,
              AttributeType: 'S',
            })),
            KeySchema: [
              { AttributeName: 'PK', KeyType: 'HASH' },
              { AttributeName: 'SK', KeyType: 'RANGE' },
            ],
            BillingMode: 'PAY_PER_REQUEST',
            GlobalSecondaryIndexes: [
              {
                IndexName: 'GSI1',
                KeySchema: [{ AttributeName: 'G', KeyType: 'HASH' }],
                Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['list'] },
              },
            ],
            StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
            TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
            Replicas: [{ Region: 'eu-west-1' }],
          },
        },
        Queue: {
          Type: 'AWS::SQS::Queue',
          Properties: {
            VisibilityTimeout: 60,
            RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
          },
        },
        Dead: { Type: 'AWS::SQS::Queue' },
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: {
            EventPattern: { source: ['threeline'] },
            Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, InputPath: '$.detail' }],
          },
        },
        Hourly: {
          Type: 'AWS::Scheduler::Schedule',
          Properties: {
            ScheduleExpression: 'rate(1 hour)',
            FlexibleTimeWindow: { Mode: 'OFF' },
            Target: { Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, RoleArn: 'x', Input: '{"a":1}' },
          },
        },
      },
    });
    expect(describeTables(resources)).toEqual([
      {
        name: 'Table',
        keys: { partition: { name: 'PK', type: 'S' }, sort: { name: 'SK', type: 'S' } },
        indexes: [
          { name: 'GSI1', keys: { partition: { name: 'G', type: 'S' } }, projection: { include: ['list'] } },
        ],
        stream: 'NEW_IMAGE',
        ttlAttribute: 'ttl',
      },
    ]);
    expect(describeQueues(resources)[0]).toMatchObject({
      visibilityTimeoutSeconds: 60,
      redrive: { deadLetterArn: 'arn:aws:sqs:eu-west-1:000000000000:Dead', maxReceiveCount: 3 },
    });
    expect(describeRules(resources)).toMatchObject([
      { name: 'Rule', bus: 'default', targets: [{ id: 'T', inputPath: '$.detail' }] },
      { name: 'schedule-Hourly', schedule: 'rate(1 hour)', targets: [{ input: '{"a":1}' }] },
    ]);
  });
});

import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { DOORS, type DoorName } from '../../lambdas/core/contracts/doors.ts';
import { ENVIRONMENTS } from '../../lambdas/core/contracts/environment.ts';
import { MAILED_EVENTS } from '../../lambdas/core/contracts/mailed-events.ts';
import { doorOf, routeKeyOf } from '../../lambdas/core/contracts/route.ts';
import { ROUTE_LIST } from '../../lambdas/core/contracts/routes.ts';
import { synthesize } from './synthesized.ts';

const { serviceTemplate: template, resources } = synthesize('prod');

type Properties = Readonly<Record<string, unknown>>;
const all = (type: string) => Object.entries(resources(type)) as [string, { Properties: Properties }][];
const doors = Object.keys(DOORS) as DoorName[];
const functionOf = (door: DoorName) => {
  const found = all('AWS::Lambda::Function').find(([id]) =>
    id.startsWith(`${door[0]?.toUpperCase()}${door.slice(1)}Function`),
  );
  if (found === undefined) throw new Error(`no function ${door}`);
  return { id: found[0], properties: found[1].Properties };
};
const arnOf = (door: DoorName) => ({ 'Fn::GetAtt': [functionOf(door).id, 'Arn'] });

describe('functions', () => {
  it('are those of the contract and no other', () => {
    expect(all('AWS::Lambda::Function')).toHaveLength(doors.length);
  });

  it.each(doors)('%s runs as an ES module on Node.js 24, on arm64', (door) => {
    expect(functionOf(door).properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: DOORS[door].timeoutSeconds,
      MemorySize: DOORS[door].memoryMegabytes,
      LoggingConfig: { LogFormat: 'JSON' },
    });
  });

  it.each(doors)('%s finds exactly what its contract names in its environment', (door) => {
    const { Environment } = functionOf(door).properties as { Environment: { Variables: object } };
    expect(Object.keys(Environment.Variables).toSorted()).toEqual(
      Object.keys(ENVIRONMENTS[door]().shape).toSorted(),
    );
  });

  it('each have a bundle of their own', () => {
    const keys = doors.map((door) => (functionOf(door).properties.Code as { S3Key: string }).S3Key);
    expect(new Set(keys).size).toBe(doors.length);
  });

  it('keep their logs for a month', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  it('know the address of the desk from the template itself, which a deployment cannot mistake', () => {
    expect(functionOf('notify').properties.Environment).toMatchObject({
      Variables: { BASE_URL: 'https://desk.acme.test', MAIL_DOMAIN: 'help.acme.test' },
    });
    expect(template.findParameters('BaseUrl')).toEqual({});
  });
});

describe('the API', () => {
  const integrations = new Map(all('AWS::ApiGatewayV2::Integration'));
  const doorBehind = (target: unknown) => {
    const id = (target as { 'Fn::Join': [string, [string, { Ref: string }]] })['Fn::Join'][1][1].Ref;
    const uri = integrations.get(id)?.Properties.IntegrationUri;
    return doors.find((door) => JSON.stringify(arnOf(door)) === JSON.stringify(uri));
  };
  const routes = Object.fromEntries(
    all('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
      String(Properties.RouteKey),
      doorBehind(Properties.Target),
    ]),
  );

  it('has the routes of the table, each leading to the door that its lowest role names', () => {
    expect(routes).toEqual({
      ...Object.fromEntries(ROUTE_LIST.map((route) => [routeKeyOf(route), doorOf(route)])),
      $default: 'requester',
    });
  });

  it('logs route keys and never paths, which may hold tokens', () => {
    const formats = all('AWS::ApiGatewayV2::Stage').map(
      ([, { Properties }]) => (Properties.AccessLogSettings as { Format: string }).Format,
    );
    expect(formats).toEqual([expect.stringContaining('$context.routeKey')]);
    expect(formats[0]).not.toMatch(/\$context\.(path|identity)/);
  });

  it('is throttled, and open to pages of other origins without cookies', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: {
        AllowOrigins: ['*'],
        AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
        AllowCredentials: Match.absent(),
      },
    });
  });
});

describe('the stream', () => {
  const mappings = all('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties);
  const readers = mappings.filter(({ StartingPosition }) => StartingPosition !== undefined);

  it('has exactly two readers, the most that a shard bears', () => {
    expect(readers.map(({ FunctionName }) => FunctionName)).toEqual(
      ['orchestrate', 'relay'].map((door) => ({ Ref: functionOf(door as DoorName).id })),
    );
  });

  it('is read from its beginning, in order, and past a record that cannot be read', () => {
    for (const reader of readers)
      expect(reader).toMatchObject({
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 100,
        ParallelizationFactor: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 10,
        MaximumRecordAgeInSeconds: 3600,
      });
  });

  it('brings new rows of the history and nothing else', () => {
    for (const { FilterCriteria } of readers) {
      const { Filters } = FilterCriteria as { Filters: { Pattern: string }[] };
      expect(Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
        { eventName: ['INSERT'], dynamodb: { Keys: { SK: { S: [{ prefix: 'EVENT#' }] } } } },
      ]);
    }
  });

  it('sets whole records aside in the bucket for them', () => {
    for (const { DestinationConfig } of readers)
      expect(JSON.stringify(DestinationConfig)).toContain('SetAside');
  });
});

describe('the bus', () => {
  const rules = all('AWS::Events::Rule').map(([, { Properties }]) => Properties as Record<string, never>);
  const ruleTo = (door: DoorName) =>
    rules.find(({ Targets }) => JSON.stringify(Targets).includes(functionOf(door).id)) ?? {};

  it('brings what somebody may get a mail about to the queue of the notifier', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: Match.anyValue(),
      EventPattern: {
        source: ['threeline'],
        'detail-type': MAILED_EVENTS,
      },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 6 * DOORS.notify.timeoutSeconds,
      SqsManagedSseEnabled: true,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 8 }),
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: functionOf('notify').id },
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: Match.absent(),
    });
  });

  it('brings ratings, uses of macros, who waits for an answer, and what agents say of tickets to the figures', () => {
    expect(ruleTo('project')).toMatchObject({
      EventPattern: {
        source: ['threeline'],
        detail: {
          $or: [
            { type: [{ prefix: 'satisfaction.' }, 'ticket.macro-applied'] },
            { payload: { waiting: [{ exists: true }] } },
            ...['category', 'priority', 'line'].map((field) => ({
              type: ['ticket.changed'],
              actor: { kind: ['agent'] },
              payload: { changes: { [field]: { after: [{ exists: true }] } } },
            })),
            {
              type: ['ticket.escalated', 'ticket.returned', 'ticket.solved', 'ticket.merged'],
              actor: { kind: ['agent'] },
            },
          ],
        },
      },
    });
  });

  it('of AWS brings executions that failed, of our machine only, to the rebirth', () => {
    expect(ruleTo('rebirth')).toMatchObject({
      EventPattern: {
        source: ['aws.states'],
        detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
    });
    expect(JSON.stringify(ruleTo('rebirth'))).toContain(':stateMachine:threeline-prod-ticket-lifecycle');
    expect(ruleTo('rebirth').EventBusName).toBeUndefined();
  });

  it('brings tickets that developers shall have to who tells them, and nothing else', () => {
    expect(ruleTo('deliverIssue')).toMatchObject({
      EventPattern: { source: ['threeline'], 'detail-type': ['ticket.issue-asked'] },
    });
  });

  it('of AWS brings the fates of our own mails', () => {
    expect(ruleTo('recordMail')).toMatchObject({
      EventPattern: {
        source: ['aws.ses'],
        'detail-type': expect.arrayContaining(['Email Sent', 'Email Delivered', 'Email Bounced']),
        detail: { mail: { tags: { 'ses:configuration-set': ['threeline-prod'] } } },
      },
    });
    expect(ruleTo('recordMail').EventBusName).toBeUndefined();
  });

  it('lets the sweep make its round every fifteen minutes', () => {
    expect(ruleTo('sweep')).toMatchObject({ ScheduleExpression: 'rate(15 minutes)' });
  });

  it('lets the desk learn once a week', () => {
    expect(ruleTo('trainModel')).toMatchObject({ ScheduleExpression: 'cron(0 3 ? * SUN *)' });
  });

  it.each(['project', 'deliverIssue', 'recordMail', 'rebirth'] as const)(
    'keeps what %s could not take',
    (door) => {
      template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
        FunctionName: { Ref: functionOf(door).id },
        MaximumRetryAttempts: 2,
        DestinationConfig: {
          OnFailure: { Destination: Match.objectLike({ 'Fn::GetAtt': Match.anyValue() }) },
        },
      });
      expect(JSON.stringify(ruleTo(door).Targets)).toContain('DeadLetterConfig');
    },
  );
});

describe('inbound mail', () => {
  const [[topicId] = ['']] = all('AWS::SNS::Topic').filter(
    ([, { Properties }]) => Properties.DisplayName === 'Threeline inbound mail',
  );
  const [queueId = ''] = all('AWS::Lambda::EventSourceMapping').flatMap(([, { Properties }]) => {
    const source = Properties.EventSourceArn as { 'Fn::GetAtt'?: [string, string] };
    const isOurs =
      JSON.stringify(Properties.FunctionName) === JSON.stringify({ Ref: functionOf('receiveMail').id });
    return isOurs && source['Fn::GetAtt'] ? [source['Fn::GetAtt'][0]] : [];
  });
  const queue = new Map(all('AWS::SQS::Queue')).get(queueId)?.Properties;

  it('must come encrypted, is scanned, stored, and announced', () => {
    template.hasResourceProperties('AWS::SES::ReceiptRuleSet', { RuleSetName: 'threeline-prod' });
    template.hasResourceProperties('AWS::SES::ReceiptRule', {
      Rule: {
        Name: 'threeline-prod',
        Enabled: true,
        Recipients: ['help.acme.test'],
        TlsPolicy: 'Require',
        ScanEnabled: true,
        Actions: [
          {
            S3Action: {
              BucketName: { 'Fn::ImportValue': Match.stringLikeRegexp('RefMail') },
              ObjectKeyPrefix: 'inbound/',
              TopicArn: { Ref: topicId },
            },
          },
        ],
      },
    });
  });

  it('is announced by SES alone, over TLS only', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'ses.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: { 'aws:SourceArn': Match.anyValue() },
            },
          }),
        ]),
      },
    });
    const [[, rule] = []] = all('AWS::SES::ReceiptRule') as unknown as [string, { DependsOn?: string[] }][];
    expect(rule?.DependsOn).toContain(Object.keys(template.findResources('AWS::SNS::TopicPolicy'))[0]);
  });

  it('waits in a queue until it is read, one message at a time', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: { Ref: topicId },
      Protocol: 'sqs',
      Endpoint: { 'Fn::GetAtt': [queueId, 'Arn'] },
      RawMessageDelivery: Match.absent(),
    });
    expect(queue).toMatchObject({
      VisibilityTimeout: 6 * DOORS.receiveMail.timeoutSeconds,
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
      RedrivePolicy: { maxReceiveCount: 5 },
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: functionOf('receiveMail').id },
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: Match.absent(),
    });
  });

  it('that was missed is looked for every hour, and a round that fails is kept', () => {
    const rule = all('AWS::Events::Rule').find(([, { Properties }]) =>
      JSON.stringify(Properties.Targets).includes(functionOf('sweepMail').id),
    );
    expect(rule?.[1].Properties).toMatchObject({ ScheduleExpression: 'rate(1 hour)' });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: functionOf('sweepMail').id },
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: Match.anyValue() },
    });
  });

  it('tells the operator what to publish and to activate', () => {
    template.hasOutput('MailExchange', {
      Value: 'help.acme.test MX 10 inbound-smtp.eu-west-1.amazonaws.com',
    });
    template.hasOutput('ReceiptRuleSetName', {});
  });
});

describe('mail', () => {
  it('is sent under a configuration set whose events reach the default bus', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', { Name: 'threeline-prod' });
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'delivery', 'bounce', 'complaint', 'reject'],
        EventBridgeDestination: Match.anyValue(),
      },
    });
  });
});

describe('the state machine', () => {
  it('is a standard one under a fixed name, so that its own function may know it', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'threeline-prod-ticket-lifecycle',
      StateMachineType: 'STANDARD',
      DefinitionSubstitutions: { ticketLifecycle: arnOf('ticketLifecycle') },
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
    });
  });
});

describe('alarms', () => {
  const alarms = all('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

  it('are at most ten', () => {
    expect(alarms.length).toBeGreaterThan(0);
    expect(alarms.length).toBeLessThanOrEqual(10);
  });

  it.each(doors)('say who is hurt when %s fails', (door) => {
    const saying = alarms.filter(({ AlarmDescription }) =>
      String(AlarmDescription).includes(DOORS[door].whenItFails),
    );
    expect(saying).toHaveLength(1);
  });

  it('watch one metric each, since each metric is billed', () => {
    for (const alarm of alarms) expect(alarm).toMatchObject({ MetricName: expect.any(String) });
  });

  it('reach the operators whom the stage names', () => {
    for (const alarm of alarms) expect(alarm.AlarmActions).toHaveLength(1);
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operators@acme.test',
    });
  });
});

/** CloudFormation types that carry things from one place to another: queues, topics, buses, schedules, the API. */
import * as z from 'zod';
import { ACCOUNT } from '../kernel/contract.ts';
import { accepted, arn, irrelevant, resourceType } from './resource-type.ts';

const count = z.coerce.number();
const deadLetter = z.strictObject({ Arn: z.string().optional() });
const retryPolicy = z.strictObject({
  MaximumEventAgeInSeconds: z.number().optional(),
  MaximumRetryAttempts: z.number().optional(),
});
const throttle = z.strictObject({
  ThrottlingBurstLimit: z.number().optional(),
  ThrottlingRateLimit: z.number().optional(),
  DetailedMetricsEnabled: irrelevant,
});

export const ROUTING_TYPES = {
  'AWS::SQS::Queue': resourceType({
    nameProperty: 'QueueName',
    ref: ({ name, wireUrl }) => `${wireUrl}/${ACCOUNT}/${name}`,
    attributes: {
      Arn: ({ name }) => arn('sqs', name),
      QueueName: ({ name }) => name,
      QueueUrl: ({ name, wireUrl }) => `${wireUrl}/${ACCOUNT}/${name}`,
    },
    properties: z.strictObject({
      QueueName: z.string().optional(),
      VisibilityTimeout: count.default(30),
      MessageRetentionPeriod: count.default(345_600),
      DelaySeconds: count.default(0),
      ReceiveMessageWaitTimeSeconds: count.default(0),
      MaximumMessageSize: count.optional(),
      RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: count }).optional(),
      RedriveAllowPolicy: irrelevant,
      SqsManagedSseEnabled: irrelevant,
      KmsMasterKeyId: irrelevant,
      KmsDataKeyReusePeriodSeconds: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::SNS::Topic': resourceType({
    nameProperty: 'TopicName',
    ref: ({ name }) => arn('sns', name),
    attributes: { TopicArn: ({ name }) => arn('sns', name), TopicName: ({ name }) => name },
    properties: z.strictObject({
      TopicName: z.string().optional(),
      DisplayName: irrelevant,
      KmsMasterKeyId: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::SNS::Subscription': resourceType({
    ref: ({ logicalId }) => logicalId,
    properties: z.strictObject({
      TopicArn: z.string(),
      Protocol: z.enum(['sqs', 'email']),
      Endpoint: z.string(),
      RawMessageDelivery: z.boolean().default(false),
    }),
  }),
  'AWS::Events::EventBus': resourceType({
    nameProperty: 'Name',
    ref: ({ name }) => name,
    attributes: { Arn: ({ name }) => arn('events', `event-bus/${name}`), Name: ({ name }) => name },
    properties: z.strictObject({
      Name: z.string().optional(),
      Description: irrelevant,
      KmsKeyIdentifier: irrelevant,
      LogConfig: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::Events::Rule': resourceType({
    nameProperty: 'Name',
    ref: ({ name }) => name,
    attributes: { Arn: ({ name }) => arn('events', `rule/${name}`) },
    properties: z.strictObject({
      Name: z.string().optional(),
      EventBusName: z.string().default('default'),
      EventPattern: z.record(z.string(), z.unknown()).optional(),
      ScheduleExpression: z.string().optional(),
      State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
      Targets: z
        .array(
          z.strictObject({
            Id: z.string(),
            Arn: z.string(),
            Input: z.string().optional(),
            InputPath: z.string().optional(),
            InputTransformer: z
              .strictObject({
                InputPathsMap: z.record(z.string(), z.string()).optional(),
                InputTemplate: z.string(),
              })
              .optional(),
            RetryPolicy: retryPolicy.optional(),
            DeadLetterConfig: deadLetter.optional(),
            RoleArn: irrelevant,
          }),
        )
        .default([]),
      Description: irrelevant,
      RoleArn: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::Scheduler::Schedule': resourceType({
    nameProperty: 'Name',
    ref: ({ name }) => name,
    attributes: { Arn: ({ name }) => arn('scheduler', `schedule/default/${name}`) },
    properties: z.strictObject({
      Name: z.string().optional(),
      GroupName: z.string().optional(),
      ScheduleExpression: z.string(),
      ScheduleExpressionTimezone: z.string().default('UTC'),
      // Any moment within a flexible window is right, so its beginning is.
      FlexibleTimeWindow: z.unknown(),
      State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
      Target: z.strictObject({
        Arn: z.string(),
        RoleArn: z.string(),
        Input: z.string().optional(),
        RetryPolicy: retryPolicy.optional(),
        DeadLetterConfig: deadLetter.optional(),
      }),
      Description: irrelevant,
    }),
  }),
  'AWS::Scheduler::ScheduleGroup': accepted('Name', {
    Arn: ({ name }) => arn('scheduler', `schedule-group/${name}`),
  }),
  'AWS::ApiGatewayV2::Api': resourceType({
    ref: ({ logicalId }) => logicalId.toLowerCase(),
    attributes: { ApiEndpoint: ({ apiUrl }) => apiUrl, ApiId: ({ logicalId }) => logicalId.toLowerCase() },
    properties: z.strictObject({
      Name: z.string().optional(),
      ProtocolType: z.literal('HTTP'),
      CorsConfiguration: z
        .strictObject({
          AllowCredentials: z.boolean().optional(),
          AllowHeaders: z.array(z.string()).optional(),
          AllowMethods: z.array(z.string()).optional(),
          AllowOrigins: z.array(z.string()).optional(),
          ExposeHeaders: z.array(z.string()).optional(),
          MaxAge: z.number().optional(),
        })
        .optional(),
      Description: irrelevant,
      DisableExecuteApiEndpoint: irrelevant,
      IpAddressType: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::ApiGatewayV2::Integration': resourceType({
    ref: ({ logicalId }) => logicalId,
    properties: z.strictObject({
      ApiId: z.string(),
      IntegrationType: z.literal('AWS_PROXY'),
      IntegrationUri: z.string(),
      PayloadFormatVersion: z.literal('2.0'),
      TimeoutInMillis: z.number().default(30_000),
      IntegrationMethod: irrelevant,
      ConnectionType: irrelevant,
      Description: irrelevant,
    }),
  }),
  'AWS::ApiGatewayV2::Route': resourceType({
    ref: ({ logicalId }) => logicalId,
    properties: z.strictObject({
      ApiId: z.string(),
      RouteKey: z.string(),
      Target: z.string(),
      AuthorizationType: z.literal('NONE').optional(),
      OperationName: irrelevant,
    }),
  }),
  'AWS::ApiGatewayV2::Stage': resourceType({
    nameProperty: 'StageName',
    ref: ({ name }) => name,
    properties: z.strictObject({
      ApiId: z.string(),
      StageName: z.literal('$default', 'only the $default stage is known here'),
      AutoDeploy: z.literal(true),
      DefaultRouteSettings: throttle.optional(),
      RouteSettings: z.record(z.string(), throttle).optional(),
      AccessLogSettings: irrelevant,
      Description: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::Events::EventBusPolicy': accepted(),
  'AWS::Events::Archive': accepted('ArchiveName', { Arn: ({ name }) => arn('events', `archive/${name}`) }),
  'AWS::SNS::TopicPolicy': accepted(),
  'AWS::SQS::QueuePolicy': accepted(),
};

/** CloudFormation types that run something: functions, what feeds them, and state machines. */
import * as z from 'zod';
import { accepted, arn, irrelevant, resourceType } from './resource-type.ts';

const destination = z.strictObject({ Destination: z.string() });

export const COMPUTE_TYPES = {
  'AWS::Lambda::Function': resourceType({
    nameProperty: 'FunctionName',
    ref: ({ name }) => name,
    attributes: { Arn: ({ name }) => arn('lambda', `function:${name}`) },
    properties: z.strictObject({
      FunctionName: z.string().optional(),
      Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
      Handler: z.string(),
      Runtime: z.string().regex(/^nodejs\d+\.x$/, 'only Node.js functions run here'),
      Role: z.string(),
      Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).optional() }).optional(),
      Timeout: z.number().default(3),
      MemorySize: z.number().default(128),
      ReservedConcurrentExecutions: z.number().optional(),
      LoggingConfig: z
        .strictObject({
          LogFormat: z.string().optional(),
          LogGroup: z.string().optional(),
          ApplicationLogLevel: z.string().optional(),
          SystemLogLevel: z.string().optional(),
        })
        .optional(),
      Architectures: irrelevant,
      Description: irrelevant,
      EphemeralStorage: irrelevant,
      TracingConfig: irrelevant,
      RecursiveLoop: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::Lambda::EventSourceMapping': resourceType({
    ref: ({ logicalId }) => logicalId,
    attributes: { Id: ({ logicalId }) => logicalId },
    properties: z.strictObject({
      EventSourceArn: z.string(),
      FunctionName: z.string(),
      Enabled: z.boolean().default(true),
      BatchSize: z.number().optional(),
      MaximumBatchingWindowInSeconds: z.number().default(0),
      FilterCriteria: z
        .strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) })
        .optional(),
      BisectBatchOnFunctionError: z.boolean().default(false),
      MaximumRetryAttempts: z.number().default(-1),
      MaximumRecordAgeInSeconds: z.number().default(-1),
      FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
      DestinationConfig: z.strictObject({ OnFailure: destination.optional() }).optional(),
      StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
      ParallelizationFactor: z.literal(1).optional(),
      ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().optional() }).optional(),
      MetricsConfig: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::Lambda::EventInvokeConfig': resourceType({
    ref: ({ logicalId }) => logicalId,
    properties: z.strictObject({
      FunctionName: z.string(),
      Qualifier: z.literal('$LATEST'),
      MaximumEventAgeInSeconds: z.number().default(21_600),
      MaximumRetryAttempts: z.number().default(2),
      DestinationConfig: z.strictObject({ OnFailure: destination.optional() }).optional(),
    }),
  }),
  'AWS::Lambda::Permission': accepted(),
  'AWS::StepFunctions::StateMachine': resourceType({
    nameProperty: 'StateMachineName',
    ref: ({ name }) => arn('states', `stateMachine:${name}`),
    attributes: {
      Arn: ({ name }) => arn('states', `stateMachine:${name}`),
      Name: ({ name }) => name,
    },
    properties: z.strictObject({
      StateMachineName: z.string().optional(),
      StateMachineType: z.literal('STANDARD').optional(),
      Definition: z.record(z.string(), z.unknown()).optional(),
      DefinitionString: z.string().optional(),
      DefinitionS3Location: z.strictObject({ Bucket: z.string(), Key: z.string() }).optional(),
      DefinitionSubstitutions: z.record(z.string(), z.unknown()).default({}),
      RoleArn: z.string(),
      LoggingConfiguration: irrelevant,
      TracingConfiguration: irrelevant,
      EncryptionConfiguration: irrelevant,
      Tags: irrelevant,
    }),
  }),
};

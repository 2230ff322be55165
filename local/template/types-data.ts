/** CloudFormation types that keep data: tables, buckets, secrets. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { arn, irrelevant, resourceType } from './resource-type.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const table = {
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: keySchema,
  BillingMode: z.literal('PAY_PER_REQUEST'),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.strictObject({
          ProjectionType: z.enum(['ALL', 'INCLUDE', 'KEYS_ONLY']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
        ContributorInsightsSpecification: irrelevant,
        WriteOnDemandThroughputSettings: irrelevant,
        ReadOnDemandThroughputSettings: irrelevant,
        OnDemandThroughput: irrelevant,
        WarmThroughput: irrelevant,
      }),
    )
    .default([]),
  StreamSpecification: z
    .strictObject({
      StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']),
      ResourcePolicy: irrelevant,
    })
    .optional(),
  TimeToLiveSpecification: z
    .strictObject({ AttributeName: z.string().optional(), Enabled: z.boolean() })
    .optional(),
  SSESpecification: irrelevant,
  Tags: irrelevant,
  WarmThroughput: irrelevant,
};

const tableIdentity = {
  nameProperty: 'TableName',
  ref: ({ name }: { name: string }) => name,
  attributes: {
    Arn: ({ name }: { name: string }) => arn('dynamodb', `table/${name}`),
    StreamArn: ({ name }: { name: string }) =>
      arn('dynamodb', `table/${name}/stream/2026-01-01T00:00:00.000`),
    TableId: ({ logicalId }: { logicalId: string }) => logicalId,
  },
};

const transition = z.strictObject({ StorageClass: z.string(), TransitionInDays: z.number().optional() });

export const DATA_TYPES = {
  'AWS::DynamoDB::GlobalTable': resourceType({
    ...tableIdentity,
    properties: z.strictObject({
      ...table,
      Replicas: irrelevant,
      WriteOnDemandThroughputSettings: irrelevant,
      ReadOnDemandThroughputSettings: irrelevant,
    }),
  }),
  'AWS::DynamoDB::Table': resourceType({
    ...tableIdentity,
    properties: z.strictObject({
      ...table,
      PointInTimeRecoverySpecification: irrelevant,
      DeletionProtectionEnabled: irrelevant,
      ContributorInsightsSpecification: irrelevant,
      OnDemandThroughput: irrelevant,
      TableClass: irrelevant,
    }),
  }),
  'AWS::S3::Bucket': resourceType({
    nameProperty: 'BucketName',
    nameFor: (logicalId) => logicalId.toLowerCase().slice(0, 63),
    ref: ({ name }) => name,
    attributes: {
      Arn: ({ name }) => `arn:aws:s3:::${name}`,
      DomainName: ({ name }) => `${name}.s3.amazonaws.com`,
      RegionalDomainName: ({ name }) => `${name}.s3.eu-west-1.amazonaws.com`,
    },
    properties: z.strictObject({
      BucketName: z.string().optional(),
      LifecycleConfiguration: z
        .strictObject({
          Rules: z.array(
            z.strictObject({
              Id: z.string().optional(),
              Status: z.enum(['Enabled', 'Disabled']),
              Prefix: z.string().optional(),
              ExpirationInDays: z.number().optional(),
              TagFilters: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
              NoncurrentVersionExpiration: irrelevant,
              NoncurrentVersionExpirationInDays: irrelevant,
              AbortIncompleteMultipartUpload: irrelevant,
              ExpiredObjectDeleteMarker: irrelevant,
              ObjectSizeGreaterThan: irrelevant,
              Transitions: z.array(transition).optional(),
            }),
          ),
          TransitionDefaultMinimumObjectSize: irrelevant,
        })
        .optional(),
      CorsConfiguration: z
        .strictObject({
          CorsRules: z.array(
            z.strictObject({
              Id: z.string().optional(),
              AllowedHeaders: z.array(z.string()).optional(),
              AllowedMethods: z.array(z.string()),
              AllowedOrigins: z.array(z.string()),
              ExposedHeaders: z.array(z.string()).optional(),
              MaxAge: z.number().optional(),
            }),
          ),
        })
        .optional(),
      BucketEncryption: irrelevant,
      PublicAccessBlockConfiguration: irrelevant,
      OwnershipControls: irrelevant,
      VersioningConfiguration: irrelevant,
      LoggingConfiguration: irrelevant,
      MetricsConfigurations: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::SecretsManager::Secret': resourceType({
    nameProperty: 'Name',
    // Secrets Manager ends the ARN of a secret with six characters of its own.
    ref: ({ name, logicalId }) => arn('secretsmanager', `secret:${name}-${sixCharacters(logicalId)}`),
    attributes: {
      Id: ({ name, logicalId }) => arn('secretsmanager', `secret:${name}-${sixCharacters(logicalId)}`),
    },
    properties: z.strictObject({
      Name: z.string().optional(),
      SecretString: z.string().optional(),
      GenerateSecretString: z
        .strictObject({
          SecretStringTemplate: z.string().optional(),
          GenerateStringKey: z.string().optional(),
          PasswordLength: z.number().optional(),
          ExcludeCharacters: z.string().optional(),
          ExcludeLowercase: z.boolean().optional(),
          ExcludeNumbers: z.boolean().optional(),
          ExcludePunctuation: z.boolean().optional(),
          ExcludeUppercase: z.boolean().optional(),
          IncludeSpace: z.boolean().optional(),
          RequireEachIncludedType: z.boolean().optional(),
        })
        .optional(),
      Description: irrelevant,
      KmsKeyId: irrelevant,
      Tags: irrelevant,
    }),
  }),
};

function sixCharacters(logicalId: string): string {
  return createHash('sha256').update(logicalId).digest('hex').slice(0, 6);
}

/** Says in the words of the local services what the template says in CloudFormation's. */
import type { KeyPair, TableDescription } from '../services/dynamodb/tables.ts';
import type { RuleDescription } from '../services/events.ts';
import type { BucketDescription } from '../services/s3/bucket.ts';
import type { SecretDescription } from '../services/secretsmanager.ts';
import type { QueueDescription } from '../services/sqs/queue.ts';
import type { PropertiesOf } from './resource-types.ts';
import type { Resources } from './resources.ts';
import { TemplateError } from './template-error.ts';

type TableProperties = PropertiesOf<'AWS::DynamoDB::Table'>;

export function describeTables(resources: Resources): readonly TableDescription[] {
  const tables = [...resources.of('AWS::DynamoDB::GlobalTable'), ...resources.of('AWS::DynamoDB::Table')];
  return tables.map(({ name, properties }) => {
    const { TimeToLiveSpecification: ttl, StreamSpecification: stream } = properties;
    const ttlAttribute = ttl?.Enabled ? ttl.AttributeName : undefined;
    return {
      name,
      keys: keyPair(properties.KeySchema, properties),
      indexes: properties.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
        name: IndexName,
        keys: keyPair(KeySchema, properties),
        projection:
          Projection.ProjectionType === 'INCLUDE'
            ? { include: Projection.NonKeyAttributes ?? [] }
            : Projection.ProjectionType,
      })),
      ...(ttlAttribute === undefined ? {} : { ttlAttribute }),
      ...(stream === undefined ? {} : { stream: stream.StreamViewType }),
    };
  });
}

function keyPair(schema: TableProperties['KeySchema'], { AttributeDefinitions }: TableProperties): KeyPair {
  const [partition, sort, third] = schema.map(({ AttributeName }) => {
    const definition = AttributeDefinitions.find((one) => one.AttributeName === AttributeName);
    if (!definition) throw new TemplateError(`The key attribute ${AttributeName} has no definition.`);
    return { name: AttributeName, type: definition.AttributeType };
  });
  if (!partition || third) throw new TemplateError('A key has one or two attributes here.');
  return sort ? { partition, sort } : { partition };
}

export function describeQueues(resources: Resources): readonly QueueDescription[] {
  return resources.of('AWS::SQS::Queue').map(({ name, properties }) => {
    const { RedrivePolicy: redrive } = properties;
    return {
      name,
      visibilityTimeoutSeconds: properties.VisibilityTimeout,
      delaySeconds: properties.DelaySeconds,
      retentionSeconds: properties.MessageRetentionPeriod,
      receiveWaitSeconds: properties.ReceiveMessageWaitTimeSeconds,
      ...(properties.MaximumMessageSize === undefined
        ? {}
        : { maximumMessageBytes: properties.MaximumMessageSize }),
      ...(redrive === undefined
        ? {}
        : {
            redrive: {
              deadLetterArn: redrive.deadLetterTargetArn,
              maxReceiveCount: redrive.maxReceiveCount,
            },
          }),
    };
  });
}

export function describeBuckets(resources: Resources): readonly BucketDescription[] {
  return resources.of('AWS::S3::Bucket').map(({ name, properties }) => ({
    name,
    cors: (properties.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
      origins: rule.AllowedOrigins,
      methods: rule.AllowedMethods,
      headers: rule.AllowedHeaders ?? [],
      exposeHeaders: rule.ExposedHeaders ?? [],
      ...(rule.MaxAge === undefined ? {} : { maxAgeSeconds: rule.MaxAge }),
    })),
    expirations: (properties.LifecycleConfiguration?.Rules ?? []).flatMap((rule) => {
      if (rule.Status === 'Disabled' || rule.ExpirationInDays === undefined) return [];
      if (rule.TagFilters) throw new TemplateError(`${name}: expiry by tag is not known here.`);
      return [{ prefix: rule.Prefix ?? '', days: rule.ExpirationInDays }];
    }),
  }));
}

export function describeSecrets(resources: Resources): readonly SecretDescription[] {
  return resources.of('AWS::SecretsManager::Secret').map(({ name, ref, properties }) => ({
    name,
    arn: ref,
    ...(properties.SecretString === undefined
      ? { generate: withoutUndefined(properties.GenerateSecretString ?? {}) }
      : { secretString: properties.SecretString }),
  }));
}

/** Rules of buses, and schedules of EventBridge Scheduler, which fire like rules but hand over their own input. */
export function describeRules(resources: Resources): readonly RuleDescription[] {
  const rules = resources.of('AWS::Events::Rule').map(
    ({ name, properties }): RuleDescription => ({
      name,
      bus: properties.EventBusName.split('/').at(-1) ?? 'default',
      enabled: properties.State === 'ENABLED',
      ...(properties.EventPattern === undefined ? {} : { pattern: properties.EventPattern }),
      ...(properties.ScheduleExpression === undefined ? {} : { schedule: properties.ScheduleExpression }),
      targets: properties.Targets.map((target) => ({
        id: target.Id,
        arn: target.Arn,
        ...(target.Input === undefined ? {} : { input: target.Input }),
        ...(target.InputPath === undefined ? {} : { inputPath: target.InputPath }),
        ...(target.InputTransformer === undefined
          ? {}
          : {
              inputTransformer: {
                paths: target.InputTransformer.InputPathsMap ?? {},
                template: target.InputTransformer.InputTemplate,
              },
            }),
        ...delivery(target),
      })),
    }),
  );
  const schedules = resources.of('AWS::Scheduler::Schedule').map(({ name, properties }): RuleDescription => {
    if (properties.ScheduleExpressionTimezone !== 'UTC') {
      throw new TemplateError(
        `${name}: schedules run in UTC here, not in ${properties.ScheduleExpressionTimezone}.`,
      );
    }
    return {
      name: `schedule-${name}`,
      bus: 'default',
      enabled: properties.State === 'ENABLED',
      schedule: properties.ScheduleExpression,
      targets: [
        {
          id: 'target',
          arn: properties.Target.Arn,
          input: properties.Target.Input ?? '{}',
          ...delivery(properties.Target),
        },
      ],
    };
  });
  return [...rules, ...schedules];
}

function delivery(target: {
  readonly RetryPolicy?:
    | { MaximumEventAgeInSeconds?: number | undefined; MaximumRetryAttempts?: number | undefined }
    | undefined;
  readonly DeadLetterConfig?: { Arn?: string | undefined } | undefined;
}) {
  return withoutUndefined({
    deadLetterArn: target.DeadLetterConfig?.Arn,
    maximumRetryAttempts: target.RetryPolicy?.MaximumRetryAttempts,
    maximumEventAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds,
  });
}

type WithoutUndefined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): WithoutUndefined<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined),
  ) as WithoutUndefined<T>;
}

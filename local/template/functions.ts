/** The functions of the template, and what feeds them. */

import type { Resource, Resources } from './resources.ts';
import { TemplateError } from './template-error.ts';

export interface FunctionDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Folder with the bundle. */
  readonly codeFolder: string;
  /** `index.handler`. */
  readonly handler: string;
  readonly runtime: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly roleArn: string;
  readonly reservedConcurrency?: number;
  readonly logFormat: 'Text' | 'JSON';
  /** What happens to asynchronous invocations that fail. */
  readonly onAsyncFailure: AsyncFailurePolicy;
}

export interface AsyncFailurePolicy {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  /** ARN of a queue, bucket, bus or function. */
  readonly destinationArn?: string;
}

interface MappingDescription {
  readonly id: string;
  readonly functionArn: string;
  readonly batchSize: number;
  /** Event patterns; a record that matches any of them is delivered; none means all are. */
  readonly filters: readonly Record<string, unknown>[];
  readonly reportsBatchItemFailures: boolean;
}

export interface StreamMapping extends MappingDescription {
  readonly tableName: string;
  readonly streamArn: string;
  readonly bisect: boolean;
  /** -1 means as long as the record lives. */
  readonly maximumRetryAttempts: number;
  readonly maximumRecordAgeSeconds: number;
  readonly onFailureArn?: string;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
}

export interface QueueMapping extends MappingDescription {
  readonly queueArn: string;
}

/** The functions whose bundles lie in the assembly. */
export function describeFunctions(resources: Resources): readonly FunctionDescription[] {
  const invokeConfigs = resources.of('AWS::Lambda::EventInvokeConfig');
  return resources.of('AWS::Lambda::Function').map((resource) => {
    const { properties, logicalId, name, arn } = resource;
    const config = invokeConfigs.find(({ properties: { FunctionName } }) =>
      [name, arn].includes(FunctionName),
    )?.properties;
    const destinationArn = config?.DestinationConfig?.OnFailure?.Destination;
    return {
      logicalId,
      name,
      arn,
      codeFolder: assetOf(resource, properties.Code.S3Key),
      handler: properties.Handler,
      runtime: properties.Runtime,
      environment: properties.Environment?.Variables ?? {},
      timeoutSeconds: properties.Timeout,
      memoryMegabytes: properties.MemorySize,
      roleArn: properties.Role,
      logFormat: properties.LoggingConfig?.LogFormat === 'JSON' ? 'JSON' : 'Text',
      ...(properties.ReservedConcurrentExecutions === undefined
        ? {}
        : { reservedConcurrency: properties.ReservedConcurrentExecutions }),
      onAsyncFailure: {
        maximumRetryAttempts: config?.MaximumRetryAttempts ?? 2,
        maximumEventAgeSeconds: config?.MaximumEventAgeInSeconds ?? 21_600,
        ...(destinationArn === undefined ? {} : { destinationArn }),
      },
    };
  });
}

/** The path of an asset that this resource's stack uploads. */
export function assetOf(resource: Resource<unknown>, objectKey: string): string {
  const path = resource.stack.assets.get(objectKey);
  if (path === undefined)
    throw new TemplateError(`${resource.logicalId}: the asset ${objectKey} is not here.`);
  return path;
}

/** Every enabled event source mapping, by kind of source. */
export function describeMappings(resources: Resources): {
  readonly streams: readonly StreamMapping[];
  readonly queues: readonly QueueMapping[];
} {
  const streams: StreamMapping[] = [];
  const queues: QueueMapping[] = [];
  for (const { logicalId, properties } of resources.of('AWS::Lambda::EventSourceMapping')) {
    if (!properties.Enabled) continue;
    const [, , service, , , rest = ''] = properties.EventSourceArn.split(':');
    const mapping = {
      id: logicalId,
      functionArn: functionArn(resources, properties.FunctionName),
      filters: (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }) => JSON.parse(Pattern)),
      reportsBatchItemFailures: properties.FunctionResponseTypes.length > 0,
    };
    if (service === 'sqs') {
      queues.push({ ...mapping, queueArn: properties.EventSourceArn, batchSize: properties.BatchSize ?? 10 });
    } else if (service === 'dynamodb') {
      const onFailureArn = properties.DestinationConfig?.OnFailure?.Destination;
      streams.push({
        ...mapping,
        tableName: rest.split('/')[1] ?? '',
        streamArn: properties.EventSourceArn,
        batchSize: properties.BatchSize ?? 100,
        bisect: properties.BisectBatchOnFunctionError,
        maximumRetryAttempts: properties.MaximumRetryAttempts,
        maximumRecordAgeSeconds: properties.MaximumRecordAgeInSeconds,
        startingPosition: properties.StartingPosition ?? 'TRIM_HORIZON',
        ...(onFailureArn === undefined ? {} : { onFailureArn }),
      });
    } else {
      throw new TemplateError(`${logicalId}: an event source of service ${service} is not known here.`);
    }
  }
  return { streams, queues };
}

function functionArn(resources: Resources, nameOrArn: string): string {
  const found = resources
    .of('AWS::Lambda::Function')
    .find(({ name, arn }) => name === nameOrArn || arn === nameOrArn);
  if (!found) throw new TemplateError(`There is no function ${nameOrArn}.`);
  return found.arn;
}

/** Feeds the new rows of the history to a function, in order per ticket, without one bad record blocking the rest. */
import { Duration } from 'aws-cdk-lib';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type IFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { EVENT_SORT_PREFIX, KEYS } from '../../lambdas/core/contracts/indexes.ts';

export interface StreamReaderProps {
  readonly streamArn: string;
  readonly reader: IFunction;
  /** Gets the whole records that could not be processed; any other destination gets only where they were. */
  readonly setAside: Bucket;
}

export class StreamReader extends Construct {
  constructor(scope: Construct, id: string, props: StreamReaderProps) {
    super(scope, id);
    const { reader, setAside } = props;
    new EventSourceMapping(this, 'Mapping', {
      target: reader,
      eventSourceArn: props.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      // One batch per shard at a time: two at once would still be in order per key, but cost more cold starts.
      parallelizationFactor: 1,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { Keys: { [KEYS.sort]: { S: FilterRule.beginsWith(EVENT_SORT_PREFIX) } } },
        }),
      ],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(1),
      supportS3OnFailureDestination: true,
      onFailure: { bind: () => ({ destination: setAside.bucketArn }) },
    });
  }
}

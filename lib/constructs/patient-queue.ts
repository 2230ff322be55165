/** A queue that encrypts, speaks TLS only, keeps for two weeks, and moves what nobody could process aside. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type DeadLetterQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export interface PatientQueueProps {
  readonly deadLetters?: DeadLetterQueue;
  readonly visibilityTimeout?: Duration;
}

export class PatientQueue extends Queue {
  constructor(scope: Construct, id: string, props: PatientQueueProps = {}) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
      ...(props.deadLetters === undefined ? {} : { deadLetterQueue: props.deadLetters }),
      ...(props.visibilityTimeout === undefined ? {} : { visibilityTimeout: props.visibilityTimeout }),
    });
  }
}

/** A private bucket whose objects outlive the stack, and come back for a month after they were deleted. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type CorsRule,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

export interface KeptBucketProps {
  /** Keeps deleted and overwritten objects for 30 days. */
  readonly versioned: boolean;
  readonly lifecycle?: readonly LifecycleRule[];
  /** What pages of other origins may send here. */
  readonly cors?: readonly CorsRule[];
}

export class KeptBucket extends Bucket {
  constructor(scope: Construct, id: string, props: KeptBucketProps) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: props.versioned,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(props.cors === undefined ? {} : { cors: [...props.cors] }),
      lifecycleRules: [
        {
          id: 'leftovers',
          abortIncompleteMultipartUploadAfter: Duration.days(2),
          ...(props.versioned ? { noncurrentVersionExpiration: Duration.days(30) } : {}),
        },
        ...(props.lifecycle ?? []),
      ],
    });
    (this.node.defaultChild as CfnBucket).overrideLogicalId(id);
    acknowledge(
      this,
      'Only functions of the desk read and write here, each under its own role. Server access logs would repeat what ' +
        'the table records, in a second bucket that holds object keys; an operator who must have them turns on ' +
        'CloudTrail data events for the account.',
      'S1',
    );
  }
}

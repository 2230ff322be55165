/** How mail comes in: SES stores every message as it is and says so, and a queue hands it to the function that reads it. */
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { ReceiptRule, ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { DOORS } from '../../lambdas/core/contracts/doors.ts';
import type { StageConfig } from '../stage-config.ts';
import { LostEvents } from './lost-events.ts';
import { PatientQueue } from './patient-queue.ts';

/** Keys of the mail bucket begin with it, SES's message id follows. */
export const INBOUND_PREFIX = 'inbound/';

const ruleName = ({ name }: StageConfig): string => `threeline-${name}`;

/**
 * SES as it may write for our rule, in whatever rule set it stands: an operator may add it to the one that is active.
 * {@link https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html}
 */
const bySes = (stack: Stack, stage: StageConfig, action: string, resource: string): PolicyStatement =>
  new PolicyStatement({
    sid: 'ReceivedBySes',
    principals: [new ServicePrincipal('ses.amazonaws.com')],
    actions: [action],
    resources: [resource],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: {
        'aws:SourceArn': stack.formatArn({
          service: 'ses',
          resource: 'receipt-rule-set',
          arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
          resourceName: `*:receipt-rule/${ruleName(stage)}`,
        }),
      },
    },
  });

/** Lets SES put inbound mail into the bucket, which is in another stack than the rule. */
export const letSesStore = (bucket: Bucket, stage: StageConfig): void => {
  bucket.addToResourcePolicy(
    bySes(Stack.of(bucket), stage, 's3:PutObject', bucket.arnForObjects(`${INBOUND_PREFIX}*`)),
  );
};

export interface MailReceivingProps {
  readonly stage: StageConfig;
  readonly bucket: Bucket;
}

export class MailReceiving extends Construct {
  readonly queue: PatientQueue;
  readonly deadLetters: LostEvents;
  readonly ruleSetName: string;

  constructor(scope: Construct, id: string, props: MailReceivingProps) {
    super(scope, id);
    const { stage, bucket } = props;
    this.deadLetters = new LostEvents(this, 'DeadLetters');
    this.queue = new PatientQueue(this, 'Queue', {
      deadLetters: { queue: this.deadLetters, maxReceiveCount: 5 },
      // Six times the function's timeout, so that a slow message is not delivered twice.
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * DOORS.receiveMail.timeoutSeconds),
    });
    // Not encrypted at rest: SES cannot use the account's own key, and a customer key costs a dollar a month for
    // notices that SNS hands on within a second.
    const topic = new Topic(this, 'Topic', { displayName: 'Threeline inbound mail', enforceSSL: true });
    const { policyDependable } = topic.addToResourcePolicy(
      bySes(Stack.of(this), stage, 'sns:Publish', topic.topicArn),
    );
    topic.addSubscription(new SqsSubscription(this.queue));

    const ruleSet = new ReceiptRuleSet(this, 'RuleSet', { receiptRuleSetName: ruleName(stage) });
    this.ruleSetName = ruleSet.receiptRuleSetName;
    const rule = new ReceiptRule(this, 'Rule', {
      ruleSet,
      receiptRuleName: ruleName(stage),
      recipients: [stage.mailDomain],
      tlsPolicy: TlsPolicy.REQUIRE,
      scanEnabled: true,
    });
    rule.addAction({
      // Without a key: SES would encrypt before it stores, in a way that the SDK for JavaScript cannot read.
      bind: () => ({
        s3Action: {
          bucketName: bucket.bucketName,
          objectKeyPrefix: INBOUND_PREFIX,
          topicArn: topic.topicArn,
        },
      }),
    });
    // SES tries both when the rule is made.
    if (policyDependable !== undefined) rule.node.addDependency(policyDependable);
  }

  /** One message at a time: a mail that exhausts its function takes no other with it. */
  feed(reader: IFunction): void {
    new EventSourceMapping(this, 'Mapping', {
      target: reader,
      eventSourceArn: this.queue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
    });
  }
}

/** How mail comes in, as the template says: which rule takes what for whom, and who hears of it. */
import type { ReceiptRule } from '../services/inbound.ts';
import type { TopicDescription } from '../services/sns.ts';
import type { Resources } from './resources.ts';
import { TemplateError } from './template-error.ts';

/**
 * The rules of the one rule set, which counts as active: CloudFormation cannot make it so, and nobody has to here. The
 * wire to this machine counts as encrypted.
 */
export function describeReceiptRules(resources: Resources): readonly ReceiptRule[] {
  const sets = resources.of('AWS::SES::ReceiptRuleSet').map(({ ref }) => ref);
  if (sets.length > 1) {
    throw new TemplateError(`Only one receipt rule set can be active, not ${sets.join(' and ')}.`);
  }
  return resources.of('AWS::SES::ReceiptRule').flatMap(({ logicalId, properties: { Rule, RuleSetName } }) => {
    if (!sets.includes(RuleSetName)) {
      throw new TemplateError(`${logicalId}: the receipt rule set ${RuleSetName} is not here.`);
    }
    if (!Rule.Enabled) return [];
    return Rule.Actions.map(({ S3Action }) => ({
      name: Rule.Name ?? logicalId,
      recipients: Rule.Recipients,
      bucket: S3Action.BucketName,
      prefix: S3Action.ObjectKeyPrefix ?? '',
      topicArn: S3Action.TopicArn,
    }));
  });
}

/** Every topic with the queues that hear it; people who get alarms by mail do not get any here. */
export function describeTopics(resources: Resources): readonly TopicDescription[] {
  const subscriptions = resources.of('AWS::SNS::Subscription').map(({ properties }) => properties);
  return resources.of('AWS::SNS::Topic').map(({ ref }) => ({
    arn: ref,
    queues: subscriptions
      .filter(({ TopicArn, Protocol }) => TopicArn === ref && Protocol === 'sqs')
      .map(({ Endpoint, RawMessageDelivery }) => ({ arn: Endpoint, raw: RawMessageDelivery })),
  }));
}

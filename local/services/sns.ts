/** SNS: hands on what is published to a topic, to the queues that subscribe to it. */
import { randomUUID } from 'node:crypto';
import { ACCOUNT, AwsError, type Clock, REGION } from '../kernel/contract.ts';
import type { Sqs } from './sqs.ts';

export interface TopicDescription {
  readonly arn: string;
  readonly queues: readonly { readonly arn: string; readonly raw: boolean }[];
}

export interface Sns {
  /** Resolves nothing later: when it returns, every queue has the message. Throws AwsError `NotFound`. */
  publish(topicArn: string, message: { readonly subject: string; readonly body: string }): void;
}

export interface SnsOptions {
  readonly clock: Clock;
  readonly topics: readonly TopicDescription[];
  readonly sqs: Pick<Sqs, 'queue'>;
}

/** {@link https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html}; nobody here checks signatures. */
const envelope = (topicArn: string, subject: string, body: string, now: number): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: topicArn,
    Subject: subject,
    Message: body,
    Timestamp: new Date(now).toISOString(),
    SignatureVersion: '1',
    Signature: Buffer.from('not signed on this machine').toString('base64'),
    SigningCertURL: `https://sns.${REGION}.amazonaws.com/SimpleNotificationService-local.pem`,
    UnsubscribeURL: `https://sns.${REGION}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${topicArn}:${ACCOUNT}`,
  });

/** Throws AwsError `QueueDoesNotExist` for a subscription that leads nowhere. */
export const createSns = ({ clock, topics, sqs }: SnsOptions): Sns => {
  const byArn = new Map(
    topics.map(({ arn, queues }) => [
      arn,
      queues.map(({ arn: queueArn, raw }) => ({ raw, queue: sqs.queue(queueArn) })),
    ]),
  );
  return {
    publish: (topicArn, { subject, body }) => {
      const queues = byArn.get(topicArn);
      if (queues === undefined) throw new AwsError('NotFound', `The topic ${topicArn} does not exist.`, 404);
      for (const { queue, raw } of queues) {
        queue.send({ body: raw ? body : envelope(topicArn, subject, body, clock.now()) });
      }
    },
  };
};

/** How many messages a queue holds. */
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface QueueState {
  readonly arn: string;
  /** Visible, in flight and delayed together; SQS counts approximately. */
  readonly messages: number;
}

export const queueState = async (sqs: SQSClient, QueueUrl: string): Promise<QueueState> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'QueueArn',
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  const { QueueArn = '', ...counts } = Attributes;
  return { arn: QueueArn, messages: Object.values(counts).reduce((sum, count) => sum + Number(count), 0) };
};

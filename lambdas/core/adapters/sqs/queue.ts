/** The queue itself, loaded with the first order that an instance sends. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

export interface Queue {
  /** `delaySeconds`: nobody gets to see it before, at most 900. */
  send(body: string, delaySeconds?: number): Promise<void>;
}

export const queueAt = (url: string, client = new SQSClient({})): Queue => ({
  send: async (body, DelaySeconds) => {
    const delay = DelaySeconds === undefined ? {} : { DelaySeconds };
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...delay }));
  },
});

/** The queue itself. Only `mail-orders.ts` loads this, with the first order that an instance sends. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

export interface Queue {
  send(body: string): Promise<void>;
}

export const queueAt = (url: string, client = new SQSClient({})): Queue => ({
  send: async (body) => {
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
  },
});

/** Orders to the function that receives mail, through the queue that SES's notifications come through. */
import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import type { MailOrders } from '../../application/mail-ports.ts';
import type { MailOrder } from '../../application/records.ts';
import type { Queue } from './queue.ts';

const message = z.object({
  threeline: z.literal('mail-order'),
  order: z.object({
    sesId: z.string(),
    objectKey: z.string(),
    order: z.enum(['ingest', 'replay', 'release']),
    by: z.nullable(z.string()),
    ticketId: z.nullable(z.string()),
  }),
});

/** The order that a queue message is; null for SES's notifications and whatever else may be there. */
export const mailOrderOf = (body: string): MailOrder | null => {
  try {
    const read = z.safeParse(message, JSON.parse(body));
    return read.success ? read.data.order : null;
  } catch {
    return null;
  }
};

/** The message that carries an order. */
export const mailOrderBody = (order: MailOrder): string => {
  const body: z.infer<typeof message> = { threeline: 'mail-order', order };
  return JSON.stringify(body);
};

/** Agents rarely order anything, so the client of SQS is loaded with the first order. */
export const sqsMailOrders = (queueUrl: string, client?: SQSClient): MailOrders => {
  let opened: Promise<Queue> | undefined;
  return {
    send: async (order) => {
      opened ??= import('./queue.ts').then(({ queueAt }) => queueAt(queueUrl, client));
      await (await opened).send(mailOrderBody(order));
    },
  };
};

/** Orders to send gathered reminders: the mail queue, told to hold them back for two minutes. */
import type { SQSClient } from '@aws-sdk/client-sqs';
import type * as z from 'zod/mini';
import type { ReminderOrders } from '../../application/mail-ports.ts';
import type { reminderOrder } from '../../contracts/reminder-order.ts';
import type { Queue } from './queue.ts';

/** Long enough for all workflows that wake when a shift begins, short against any promise. */
const GATHERING_SECONDS = 120;

/** The client of SQS is loaded with the first order. */
export const sqsReminderOrders = (queueUrl: string, client?: SQSClient): ReminderOrders => {
  let opened: Promise<Queue> | undefined;
  return {
    send: async ({ recipient, eventId, remindedAt }) => {
      opened ??= import('./queue.ts').then(({ queueAt }) => queueAt(queueUrl, client));
      const body: z.infer<ReturnType<typeof reminderOrder>> = {
        threeline: 'reminders',
        order: { recipient, eventId, remindedAt },
      };
      await (await opened).send(JSON.stringify(body), GATHERING_SECONDS);
    },
  };
};

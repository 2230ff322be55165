/** The message by which the function that sends mail asks itself, two minutes later, to send what it has gathered. */
import * as z from 'zod/mini';
import { later } from './later.ts';

export const reminderOrder = later(() =>
  z.object({
    threeline: z.literal('reminders'),
    /** The reminder that asks; the first of them takes along all others of its recipient. */
    order: z.object({ recipient: z.string(), eventId: z.string(), remindedAt: z.iso.datetime() }),
  }),
);

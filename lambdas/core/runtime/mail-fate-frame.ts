/** The frame of SES's events about mails that we sent, as EventBridge delivers them. */
import * as z from 'zod/mini';
import { busFrame } from './bus-frame.ts';

/** What became of one mail to one recipient; the tags that it was sent with say of which event it told. */
interface MailFate {
  readonly ticketId: string;
  readonly eventId: string;
  readonly recipient: string;
  readonly messageId: string;
  readonly status: 'sent' | 'delivered' | 'bounced' | 'complained';
  readonly reason: string | null;
  readonly at: string;
}

/** `eventType` of SES (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html) → status. */
const STATUSES: Readonly<Record<string, MailFate['status']>> = {
  Send: 'sent',
  Delivery: 'delivered',
  Bounce: 'bounced',
  Reject: 'bounced',
  Complaint: 'complained',
};

const tag = z.optional(z.array(z.string()));

const detail = z.object({
  eventType: z.string(),
  mail: z.object({
    messageId: z.string(),
    destination: z.array(z.string()),
    tags: z.optional(z.object({ ticket: tag, event: tag })),
  }),
  bounce: z.optional(
    z.object({
      bounceType: z.string(),
      bouncedRecipients: z.array(z.object({ diagnosticCode: z.optional(z.string()) })),
    }),
  ),
  reject: z.optional(z.object({ reason: z.string() })),
  complaint: z.optional(z.object({ complaintFeedbackType: z.optional(z.string()) })),
});

const reasonOf = ({ bounce, complaint, reject }: z.infer<typeof detail>): string | null =>
  bounce?.bouncedRecipients[0]?.diagnosticCode ??
  bounce?.bounceType ??
  reject?.reason ??
  complaint?.complaintFeedbackType ??
  null;

/** Every mail of ours goes to one recipient. A mail without our tags is not ours; other event types say nothing new. */
export const mailFateFrame = (read: (fate: MailFate) => Promise<void>) =>
  busFrame({
    detail,
    handle: async (event, { time }) => {
      const { mail, eventType } = event;
      const [ticketId, eventId] = [mail.tags?.ticket?.[0], mail.tags?.event?.[0]];
      const status = STATUSES[eventType];
      const [recipient] = mail.destination;
      if (ticketId === undefined || eventId === undefined || status === undefined || recipient === undefined)
        return;
      const fate = {
        ticketId,
        eventId,
        recipient: recipient.toLowerCase(),
        messageId: mail.messageId,
        status,
      };
      await read({ ...fate, reason: reasonOf(event), at: new Date(time).toISOString() });
    },
  });

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
  /** Why automatic mail spares the address from now on; null when it does not. */
  readonly silences: 'bounced' | 'complained' | null;
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

/**
 * A permanent bounce is of the address, a transient or undetermined one of the moment. What SES reports as `Reject` was
 * wrong with the mail (docs.aws.amazon.com/ses/latest/dg/notification-contents.html, bounce types).
 */
const silencesOf = ({ eventType, bounce }: z.infer<typeof detail>): MailFate['silences'] => {
  if (eventType === 'Complaint') return 'complained';
  return eventType === 'Bounce' && bounce?.bounceType === 'Permanent' ? 'bounced' : null;
};

/** The feedback of a provider that a mail in its spam folder is none (RFC 5965, section 7.3): nobody complained. */
const isPraise = ({ complaint }: z.infer<typeof detail>): boolean =>
  complaint?.complaintFeedbackType === 'not-spam';

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
      if (isPraise(event)) return;
      const fate = {
        ticketId,
        eventId,
        recipient: recipient.toLowerCase(),
        messageId: mail.messageId,
        status,
      };
      const at = new Date(time).toISOString();
      await read({ ...fate, reason: reasonOf(event), at, silences: silencesOf(event) });
    },
  });

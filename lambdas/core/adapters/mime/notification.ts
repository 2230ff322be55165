/**
 * What SES says about a message that it stored, as it comes out of the queue: SES → SNS → SQS.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
 */
import * as z from 'zod/mini';
import { type Arrival, envelopeAddress, scanVerdict, senderVerdict } from './arrival.ts';

const Judgement = z.object({ status: z.string() });
const Word = z.prefault(Judgement, { status: 'none' });

const Received = z.object({
  notificationType: z.literal('Received'),
  mail: z.object({
    timestamp: z.string(),
    source: z.prefault(z.string(), ''),
    messageId: z.string(),
    destination: z.prefault(z.array(z.string()), []),
  }),
  receipt: z.object({
    timestamp: z.optional(z.string()),
    recipients: z.prefault(z.array(z.string()), []),
    spamVerdict: Word,
    virusVerdict: Word,
    spfVerdict: Word,
    dkimVerdict: Word,
    dmarcVerdict: Word,
    action: z.object({
      type: z.literal('S3'),
      bucketName: z.string(),
      objectKey: z.string(),
    }),
  }),
});

/** An SNS notification around it; absent when the subscription delivers raw messages. */
const Envelope = z.object({ Type: z.string(), Message: z.string() });

export type MailNotification =
  | { readonly kind: 'mail'; readonly arrival: Arrival; readonly bucket: string; readonly key: string }
  /** SES tried out a new rule or topic: there is nothing to read. */
  | { readonly kind: 'setup' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The object that SES stores when an S3 action is made, to see whether it may. */
export const SETUP_OBJECT = 'AMAZON_SES_SETUP_NOTIFICATION';

const SETUP_MESSAGE = /^Successfully validated SNS topic for Amazon SES/;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const isoOf = (text: string): string | null => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};

/** Reads the body of a queue message. Never throws: what is no notification of ours comes back as `unknown`. */
export const readNotification = (body: string): MailNotification => {
  const outer = Envelope.safeParse(parsed(body));
  const inner = outer.success ? outer.data.Message : body;
  if (SETUP_MESSAGE.test(inner)) return { kind: 'setup' };
  const read = Received.safeParse(parsed(inner));
  if (!read.success) {
    const where = read.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
    return { kind: 'unknown', reason: `not a notification of received mail: ${where}` };
  }
  const { mail, receipt } = read.data;
  if (mail.messageId === SETUP_OBJECT || receipt.action.objectKey.endsWith(SETUP_OBJECT)) {
    return { kind: 'setup' };
  }
  const receivedAt = isoOf(receipt.timestamp ?? mail.timestamp) ?? isoOf(mail.timestamp);
  if (receivedAt === null) {
    return { kind: 'unknown', reason: 'not a notification of received mail: mail.timestamp' };
  }
  const recipients = receipt.recipients.length > 0 ? receipt.recipients : mail.destination;
  return {
    kind: 'mail',
    bucket: receipt.action.bucketName,
    key: receipt.action.objectKey,
    arrival: {
      sesId: mail.messageId,
      receivedAt,
      envelope: {
        from: envelopeAddress(mail.source),
        to: [...new Set(recipients.map(envelopeAddress).filter((email) => email !== ''))],
      },
      verdicts: {
        spf: senderVerdict(receipt.spfVerdict.status),
        dkim: senderVerdict(receipt.dkimVerdict.status),
        dmarc: senderVerdict(receipt.dmarcVerdict.status),
        spam: scanVerdict(receipt.spamVerdict.status),
        virus: scanVerdict(receipt.virusVerdict.status),
      },
    },
  };
};

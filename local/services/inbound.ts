/** SES, receiving: judges a mail, stores it as the receipt rules say, and publishes that it came. */
import { randomBytes } from 'node:crypto';
import type { Activity, Clock } from '../kernel/contract.ts';
import { type Arrival, blockOf, type Envelope } from './inbound/block.ts';
import { addressesIn, readHeaders } from './inbound/headers.ts';
import type { Judgement } from './inbound/judgement.ts';
import { notificationOf } from './inbound/notification.ts';
import type { S3 } from './s3.ts';
import type { Sns } from './sns.ts';

export interface ReceiptRule {
  readonly name: string;
  /** Addresses, domains, or `.domain` for everything below it; none means everybody. */
  readonly recipients: readonly string[];
  readonly bucket: string;
  readonly prefix: string;
  readonly topicArn: string | undefined;
}

export interface Inbound {
  /** Whether some rule is for this address; SES refuses mail for any other. */
  takes(recipient: string): boolean;
  /**
   * Takes a mail in, for recipients that it takes; answers SES's id when the mail is stored and every queue knows. The
   * bytes stay as they are. Throws RangeError for more than `LARGEST_MAIL` bytes.
   */
  receive(message: Buffer, envelope: Envelope, judgement: Judgement): Promise<string>;
}

export interface InboundOptions {
  readonly rules: readonly ReceiptRule[];
  readonly s3: Pick<S3, 'bucket'>;
  readonly sns: Sns;
  readonly clock: Clock;
  readonly activity: Activity;
  /** Whether this notification is one of those that are published twice. */
  readonly doubles?: () => boolean;
  /** Told of every mail that came in. */
  readonly onMail?: () => void;
}

/** With its headers: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
export const LARGEST_MAIL = 40 * 1024 * 1024;

const DIGITS = '0123456789abcdefghijklmnopqrstuv';

/** Forty characters, as SES's own. */
const newId = (): string => Array.from(randomBytes(40), (byte) => DIGITS[byte % 32]).join('');

const isFor = ({ recipients }: ReceiptRule, address: string): boolean => {
  const wanted = address.toLowerCase();
  const domain = wanted.slice(wanted.lastIndexOf('@') + 1);
  if (recipients.length === 0) return true;
  return recipients.some((recipient) => {
    const one = recipient.toLowerCase();
    if (one.includes('@')) return one === wanted;
    return one.startsWith('.') ? domain.endsWith(one) : domain === one;
  });
};

/** SES writes it when a rule is made, to see whether it may. */
const SETUP = 'AMAZON_SES_SETUP_NOTIFICATION';
const SETUP_MAIL = [
  'From: Amazon Web Services <no-reply-aws@amazon.com>',
  'Subject: Amazon SES Setup Notification',
  '',
  'You received this message because you attempted to set up Amazon SES to deliver emails to this S3 bucket.',
  '',
].join('\r\n');

export const startInbound = async (options: InboundOptions): Promise<Inbound> => {
  const { rules, s3, sns, clock, activity } = options;

  const take = async (rule: ReceiptRule, arrival: Arrival, object: Buffer): Promise<void> => {
    const { bucket, prefix, topicArn } = rule;
    const key = prefix + arrival.id;
    await s3.bucket(bucket).put(key, object);
    if (topicArn === undefined) return;
    const recipients = arrival.envelope.to.filter((address) => isFor(rule, address));
    const body = notificationOf(arrival, readHeaders(object), { topicArn, bucket, prefix, key, recipients });
    for (const _ of options.doubles?.() ? [1, 2] : [1]) {
      sns.publish(topicArn, { subject: 'Amazon SES Email Receipt Notification', body });
    }
  };

  for (const { bucket, prefix } of rules) {
    const known = await s3.bucket(bucket).list(prefix + SETUP);
    if (known.length === 0) await s3.bucket(bucket).put(prefix + SETUP, Buffer.from(SETUP_MAIL));
  }

  return {
    takes: (recipient) => rules.some((rule) => isFor(rule, recipient)),
    receive: async (message, envelope, judgement) => {
      if (message.length > LARGEST_MAIL) throw new RangeError('SES takes mails of up to 40 MB.');
      const end = activity.begin('a mail comes in');
      try {
        const [from] = addressesIn(readHeaders(message).find('from') ?? '');
        const id = newId();
        const arrival: Arrival = {
          id,
          envelope,
          judgement,
          fromDomain: domainOf(from ?? envelope.from),
          at: new Date(clock.now()),
        };
        const object = Buffer.concat([blockOf(arrival), message]);
        for (const rule of rules) {
          if (envelope.to.some((address) => isFor(rule, address))) await take(rule, arrival, object);
        }
        options.onMail?.();
        return id;
      } finally {
        end();
      }
    },
  };
};

/** Only what a domain is made of: the sender wrote it, and it goes into SES's own headers. */
const domainOf = (address: string): string =>
  address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.-]/gu, '') || 'unknown';

export type { Envelope, Judgement };

/** What a report about a delivery says of the address: dead for good, or only this one mail was not taken. */
import { withoutDetail } from './addresses.ts';
import type { DeliveryReport } from './message.ts';

type Reported = DeliveryReport['recipients'][number];

/**
 * Permanent codes of RFC 3463 that are about the mail or the moment and not about the address: mailbox full, message
 * too large, content, policy. SES calls the same bounces transient
 * (docs.aws.amazon.com/ses/latest/dg/notification-contents.html, bounce types).
 */
const ABOUT_THE_MAIL = /^5\.(?:2\.[23]|3\.4|6\.\d+|7\.\d+)$/;

/** Some servers refuse a person who is not there by a policy code. */
const NOBODY_THERE =
  /no such (?:user|mailbox|recipient|address)|user (?:not found|unknown)|unknown (?:user|recipient|mailbox)|does not exist|invalid (?:mailbox|recipient)/i;

const SMTP_REPLY = /(?<![\d.])([45])\d\d(?![\d.])/;

/** True when no later mail will arrive there either. */
export const isForGood = ({ action, status, diagnostic }: Reported): boolean => {
  if (action !== 'failed') return false;
  const said = diagnostic ?? '';
  if (status === null) return SMTP_REPLY.exec(said)?.[1] !== '4';
  return status.startsWith('5') && (!ABOUT_THE_MAIL.test(status) || NOBODY_THERE.test(said));
};

/** The same mailbox, however it is spelled: `Maria+desk@Example.com` is `maria@example.com` (RFC 5233). */
export const isSameMailbox = (one: string, other: string): boolean =>
  withoutDetail(one.toLowerCase()) === withoutDetail(other.toLowerCase());

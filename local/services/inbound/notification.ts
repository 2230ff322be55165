/** What SES publishes when it has stored a mail. https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html */
import type { Arrival } from './block.ts';
import { addressesIn, decoded, type Headers, mailboxesIn } from './headers.ts';
import { verdictOf } from './judgement.ts';

/** Where a rule put the mail. */
export interface Stored {
  readonly topicArn: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly key: string;
  /** Recipients of the envelope that the rule is for. */
  readonly recipients: readonly string[];
}

/** So that a message to thousands still fits into a notification. */
const MOST_ADDRESSES = 100;

const commonHeaders = (arrival: Arrival, headers: Headers): Record<string, unknown> => {
  const text = (name: string, as: string) => {
    const value = headers.find(name);
    return value === undefined ? {} : { [as]: decoded(value) };
  };
  const list = (name: string, as: string) => {
    const value = headers.find(name);
    return value === undefined ? {} : { [as]: mailboxesIn(value).slice(0, MOST_ADDRESSES) };
  };
  return {
    returnPath: arrival.envelope.from,
    ...list('from', 'from'),
    ...list('sender', 'sender'),
    ...list('reply-to', 'replyTo'),
    ...text('date', 'date'),
    ...list('to', 'to'),
    ...list('cc', 'cc'),
    ...list('bcc', 'bcc'),
    ...text('message-id', 'messageId'),
    ...text('subject', 'subject'),
  };
};

/** `headers` are those of the stored object, SES's own on top. */
export const notificationOf = (arrival: Arrival, headers: Headers, stored: Stored): string => {
  const { id, envelope, judgement, at } = arrival;
  const timestamp = at.toISOString();
  // The destination is what the message says, not the envelope: somebody who was sent a blind copy is not in it.
  const destination = ['to', 'cc'].flatMap((name) => addressesIn(headers.find(name) ?? ''));
  return JSON.stringify({
    notificationType: 'Received',
    mail: {
      timestamp,
      source: envelope.from,
      messageId: id,
      destination: destination.slice(0, MOST_ADDRESSES),
      headersTruncated: headers.truncated,
      headers: headers.notified,
      commonHeaders: commonHeaders(arrival, headers),
    },
    receipt: {
      timestamp,
      processingTimeMillis: 1,
      recipients: stored.recipients,
      spamVerdict: verdictOf(judgement.spam),
      virusVerdict: verdictOf(judgement.virus),
      spfVerdict: verdictOf(judgement.spf),
      dkimVerdict: verdictOf(judgement.dkim),
      dmarcVerdict: verdictOf(judgement.dmarc),
      ...(judgement.dmarc === 'fail' ? { dmarcPolicy: 'quarantine' } : {}),
      action: {
        type: 'S3',
        topicArn: stored.topicArn,
        bucketName: stored.bucket,
        objectKeyPrefix: stored.prefix,
        objectKey: stored.key,
      },
    },
  });
};

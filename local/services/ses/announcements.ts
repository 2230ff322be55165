/** The EventBridge events that SES publishes about a mail. https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
import { ACCOUNT, REGION } from '../../kernel/contract.ts';
import type { BusEvent } from '../events/bus-event.ts';
import type { Announcement } from './outbox.ts';

/** Addresses of SES's mailbox simulator; a label may follow: `bounce+ticket7@simulator.amazonses.com`. */
const SIMULATOR = /^(bounce|complaint|suppressionlist)(\+[^@]*)?@simulator\.amazonses\.com$/i;

const mailOf = ({ id, source, to, sentAt, subject, headers, tags, configurationSet }: Announcement) => ({
  timestamp: sentAt,
  source,
  sourceArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${source.slice(source.indexOf('@') + 1)}`,
  sendingAccountId: ACCOUNT,
  messageId: id,
  destination: to,
  headersTruncated: false,
  headers,
  commonHeaders: { from: [source], to, messageId: id, subject },
  tags: Object.fromEntries(
    Object.entries({
      'ses:configuration-set': configurationSet,
      'ses:from-domain': source.slice(source.indexOf('@') + 1),
      ...tags,
    }).map(([name, value]) => [name, [value]]),
  ),
});

const recipientsOf = (to: readonly string[], kind: string): string[] =>
  to.filter((address) => (SIMULATOR.exec(address)?.[1]?.toLowerCase() ?? 'success') === kind);

/** What happens to a mail, in order: it is sent, then delivered, or bounced or complained about where the simulator is addressed. */
export const announce = (announcement: Announcement, now: string): readonly BusEvent[] => {
  const mail = mailOf(announcement);
  const event = (detailType: string, eventType: string, more: Record<string, unknown>): BusEvent => ({
    source: 'aws.ses',
    detailType,
    resources: [`arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/${announcement.configurationSet}`],
    detail: { eventType, mail, ...more },
  });
  const delivered = [
    ...recipientsOf(announcement.to, 'success'),
    ...recipientsOf(announcement.to, 'complaint'),
  ];
  const bounced = [
    ...recipientsOf(announcement.to, 'bounce'),
    ...recipientsOf(announcement.to, 'suppressionlist'),
  ];
  const complained = recipientsOf(announcement.to, 'complaint');
  const asRecipients = (addresses: readonly string[]) => addresses.map((emailAddress) => ({ emailAddress }));
  const feedbackId = announcement.id;
  return [
    event('Email Sent', 'Send', { send: {} }),
    ...(delivered.length === 0
      ? []
      : [
          event('Email Delivered', 'Delivery', {
            delivery: {
              timestamp: now,
              processingTimeMillis: 1,
              recipients: delivered,
              smtpResponse: '250 2.6.0 Message received',
              reportingMTA: 'mta.example.com',
            },
          }),
        ]),
    ...(bounced.length === 0
      ? []
      : [
          event('Email Bounced', 'Bounce', {
            bounce: {
              feedbackId,
              bounceType: 'Permanent',
              bounceSubType: 'General',
              bouncedRecipients: asRecipients(bounced).map((recipient) => ({
                ...recipient,
                action: 'failed',
                status: '5.1.1',
                diagnosticCode: 'smtp; 550 5.1.1 user unknown',
              })),
              timestamp: now,
              reportingMTA: 'dns; mta.example.com',
            },
          }),
        ]),
    ...(complained.length === 0
      ? []
      : [
          event('Email Complaint Received', 'Complaint', {
            complaint: {
              feedbackId,
              complainedRecipients: asRecipients(complained),
              complaintFeedbackType: 'abuse',
              timestamp: now,
            },
          }),
        ]),
  ];
};

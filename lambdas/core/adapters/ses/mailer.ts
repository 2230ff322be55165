/** Mail out, by SES. */
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Mailer } from '../../application/mail-ports.ts';
import { mailRejected, throttled } from '../../domain/errors.ts';
import { messageBytes } from './message.ts';

export interface SesMailerOptions {
  /** Its events tell what became of a mail. */
  readonly configurationSet: string;
  readonly region: string;
}

/** Answers after which no repetition helps (docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html). */
const refusals = new Set(['MessageRejected', 'MailFromDomainNotVerifiedException', 'InvalidParameterValue']);

/** Answers by which SES says that it took nothing, this time. */
const delays = new Set([
  'AccountSendingPausedException',
  'ConfigurationSetDoesNotExistException',
  'ConfigurationSetSendingPausedException',
  'LimitExceededException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** Tag values may hold these alone (API_MessageTag). */
const tagValue = (value: string): string => value.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 256);

/** One try: SES has no idempotency, so whether an unanswered mail is sent again is for the claim to decide. */
export const sesClient = (): SESClient =>
  new SESClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });

export const sesMailer = (options: SesMailerOptions, client = sesClient()): Mailer => ({
  send: async (mail) => {
    const command = new SendRawEmailCommand({
      Source: mail.from.address,
      Destinations: [mail.to.address],
      RawMessage: { Data: await messageBytes(mail) },
      ConfigurationSetName: options.configurationSet,
      Tags: Object.entries(mail.tags).map(([Name, value]) => ({ Name, Value: tagValue(value) })),
    });
    try {
      const { MessageId } = await client.send(command);
      if (MessageId === undefined) throw new Error('SES answered without a message id.');
      return MessageId;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (refusals.has(error.name)) throw mailRejected(error.message, error);
      if (delays.has(error.name)) throw throttled('SES', error);
      throw error;
    }
  },
  /** SES replaces the Message-ID header of what it sends; in its first region it does so without the region's name. */
  headerId: (messageId) => {
    const host = options.region === 'us-east-1' ? 'email' : options.region;
    return `<${messageId}@${host}.amazonses.com>`;
  },
});

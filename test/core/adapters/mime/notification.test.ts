import { describe, expect, test } from 'vitest';
import { readNotification } from '../../../../lambdas/core/adapters/mime/notification.ts';

const received = (changes: { readonly receipt?: object; readonly mail?: object } = {}) => ({
  notificationType: 'Received',
  mail: {
    timestamp: '2026-11-03T09:15:02.123Z',
    source: 'Ann@Example.com',
    messageId: 'o3vrnil0e2ic28tr',
    destination: ['help@desk.example'],
    headersTruncated: false,
    headers: [{ name: 'X-SES-Spam-Verdict', value: 'FAIL' }],
    ...changes.mail,
  },
  receipt: {
    timestamp: '2026-11-03T09:15:02.123Z',
    processingTimeMillis: 574,
    recipients: ['Help@desk.example', 'help@desk.example', 'billing@desk.example'],
    spamVerdict: { status: 'PASS' },
    virusVerdict: { status: 'PASS' },
    spfVerdict: { status: 'PASS' },
    dkimVerdict: { status: 'PASS' },
    dmarcVerdict: { status: 'PASS' },
    action: {
      type: 'S3',
      topicArn: 'arn:x',
      bucketName: 'mails',
      objectKeyPrefix: 'in/',
      objectKey: 'in/o3vrnil0e2ic28tr',
    },
    ...changes.receipt,
  },
});

const inQueue = (message: unknown): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: 'm',
    TopicArn: 'arn:x',
    Message: JSON.stringify(message),
  });

describe('a notification of received mail', () => {
  test.each([
    ['inside an SNS notification', inQueue(received())],
    ['raw', JSON.stringify(received())],
  ])('is read %s', (_how, body) => {
    expect(readNotification(body)).toEqual({
      kind: 'mail',
      bucket: 'mails',
      key: 'in/o3vrnil0e2ic28tr',
      arrival: {
        sesId: 'o3vrnil0e2ic28tr',
        receivedAt: '2026-11-03T09:15:02.123Z',
        envelope: { from: 'ann@example.com', to: ['help@desk.example', 'billing@desk.example'] },
        verdicts: { spf: 'pass', dkim: 'pass', dmarc: 'pass', spam: 'pass', virus: 'pass' },
      },
    });
  });

  test.each([
    ['GRAY', 'none', 'gray'],
    ['FAIL', 'fail', 'fail'],
    ['PROCESSING_FAILED', 'error', 'error'],
    ['something new', 'error', 'error'],
    ['DISABLED', 'none', 'none'],
  ])('%s of a sender is %s, of a scan %s', (status, sender, scan) => {
    const verdict = { status };
    const read = readNotification(
      inQueue(
        received({
          receipt: {
            spfVerdict: verdict,
            dkimVerdict: verdict,
            dmarcVerdict: verdict,
            spamVerdict: verdict,
            virusVerdict: verdict,
          },
        }),
      ),
    );
    expect(read).toMatchObject({
      arrival: { verdicts: { spf: sender, dkim: sender, dmarc: sender, spam: scan, virus: scan } },
    });
  });

  test.each(['', '<>', 'MAILER-DAEMON'])('the null sender may be written %j', (source) => {
    expect(readNotification(inQueue(received({ mail: { source } })))).toMatchObject({
      arrival: { envelope: { from: '' } },
    });
  });

  test.each([
    inQueue(received({ mail: { messageId: 'AMAZON_SES_SETUP_NOTIFICATION' } })),
    JSON.stringify({
      Type: 'Notification',
      Message: 'Successfully validated SNS topic for Amazon SES event publishing.',
    }),
  ])('a try-out of the rule is known as one', (body) => {
    expect(readNotification(body)).toEqual({ kind: 'setup' });
  });

  test.each([
    '',
    'null',
    '{',
    '[]',
    '{"notificationType":"Bounce"}',
    inQueue({ notificationType: 'Received' }),
  ])('%j is not one, and says why', (body) => {
    expect(readNotification(body)).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('not a'),
    });
  });
});

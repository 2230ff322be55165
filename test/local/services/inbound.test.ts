import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNPROVEN } from '../../../local/services/inbound/judgement.ts';
import {
  type Envelope,
  type Inbound,
  type Judgement,
  LARGEST_MAIL,
  type ReceiptRule,
  startInbound,
} from '../../../local/services/inbound.ts';
import { createS3, type S3 } from '../../../local/services/s3.ts';
import { createSns } from '../../../local/services/sns.ts';
import { createSqs, type Sqs } from '../../../local/services/sqs.ts';
import { aWorkbench, DAY, removeFolder, type Workbench } from './workbench.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:Came';
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:Inbound';

const RULE: ReceiptRule = {
  name: 'everything',
  recipients: ['help.example.com'],
  bucket: 'mail',
  prefix: 'inbound/',
  topicArn: TOPIC,
};

const ENVELOPE: Envelope = {
  from: 'bounces@lists.example.org',
  to: ['support@help.example.com'],
  helo: 'mx.example.org',
  clientIp: '192.0.2.7',
};

const MAIL = [
  'X-SES-Spam-Verdict: PASS',
  'From: =?utf-8?q?Anna_M=C3=BCller?= <Anna@Example.org>',
  'To: Help <support@help.example.com>,',
  '\tother@example.net',
  'Cc: boss@example.org',
  'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=',
  'Message-ID: <1@example.org>',
  'Date: Mon, 2 Mar 2026 09:00:00 +0100',
  '',
  'Hello',
  '',
].join('\r\n');

describe('SES, receiving', () => {
  let bench: Workbench;
  let s3: S3;
  let sqs: Sqs;
  let came: number;
  let doubles: boolean;

  const start = (...rules: readonly ReceiptRule[]): Promise<Inbound> =>
    startInbound({
      rules,
      s3,
      sns: createSns({ ...bench, topics: [{ arn: TOPIC, queues: [{ arn: QUEUE, raw: false }] }], sqs }),
      ...bench,
      doubles: () => doubles,
      onMail: () => {
        came += 1;
      },
    });
  const notified = () =>
    sqs
      .queue('Inbound')
      .messages()
      .map(({ body }) => JSON.parse(body))
      .map(({ Message, ...envelope }) => ({ envelope, ...JSON.parse(Message) }));
  const stored = async (key: string): Promise<string> =>
    (await s3.bucket('mail').get(key))?.body.toString('latin1') ?? '';
  const receive = async (
    { mail = MAIL, envelope = {}, judgement = {} }: Given = {},
    ...rules: readonly ReceiptRule[]
  ) => {
    const inbound = await start(...(rules.length === 0 ? [RULE] : rules));
    const id = await inbound.receive(
      Buffer.from(mail),
      { ...ENVELOPE, ...envelope },
      { ...UNPROVEN, ...judgement },
    );
    return { id, object: await stored(`inbound/${id}`), notifications: notified() };
  };

  beforeEach(async () => {
    bench = await aWorkbench();
    s3 = createS3({ ...bench, buckets: [{ name: 'mail' }] });
    sqs = createSqs({ ...bench, queues: [{ name: 'Inbound' }], baseUrl: () => bench.wire.url });
    came = 0;
    doubles = false;
  });
  afterEach(async () => {
    s3.close();
    sqs.close();
    await bench.close();
    removeFolder(bench.dataFolder);
  });

  it('stores the mail byte for byte, below headers of its own', async () => {
    const { id, object } = await receive({ judgement: { spf: 'pass', dkim: 'pass', dmarc: 'pass' } });
    expect(id).toMatch(/^[a-v0-9]{40}$/);
    expect(object.endsWith(Buffer.from(MAIL).toString('latin1'))).toBe(true);
    const block = object.slice(0, -MAIL.length);
    expect(block.split('\r\n').filter((line) => /^\S/.test(line))).toEqual([
      'Return-Path: <bounces@lists.example.org>',
      'Received: from mx.example.org (mx.example.org [192.0.2.7])',
      'X-SES-Spam-Verdict: PASS',
      'X-SES-Virus-Verdict: PASS',
      'Received-SPF: pass (spfCheck: domain of lists.example.org designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7; envelope-from=bounces@lists.example.org; helo=mx.example.org;',
      'Authentication-Results: amazonses.com;',
      expect.stringMatching(/^X-SES-RECEIPT: AEFBQUFBQUFBQUF\S+$/),
      expect.stringMatching(/^X-SES-DKIM-SIGNATURE: a=rsa-sha256; .* d=amazonses\.com; /),
    ]);
    expect(block).toContain(
      `\r\n by inbound-smtp.eu-west-1.amazonaws.com with SMTP id ${id}\r\n for support@help.example.com;\r\n `,
    );
    expect(block).toContain(
      '\r\n dkim=pass header.i=@example.org;\r\n dmarc=pass header.from=example.org;\r\n',
    );
  });

  it('publishes what AWS documents, in the envelope of SNS', async () => {
    const { id, notifications } = await receive({
      judgement: { dmarc: 'fail', spam: 'gray', virus: 'fail' },
    });
    expect(notifications).toEqual([
      {
        envelope: expect.objectContaining({
          Type: 'Notification',
          TopicArn: TOPIC,
          Subject: 'Amazon SES Email Receipt Notification',
        }),
        notificationType: 'Received',
        mail: {
          timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
          source: 'bounces@lists.example.org',
          messageId: id,
          destination: ['support@help.example.com', 'other@example.net', 'boss@example.org'],
          headersTruncated: false,
          headers: expect.arrayContaining([
            { name: 'Return-Path', value: '<bounces@lists.example.org>' },
            { name: 'To', value: 'Help <support@help.example.com>, other@example.net' },
          ]),
          commonHeaders: {
            returnPath: 'bounces@lists.example.org',
            from: ['Anna Müller <Anna@Example.org>'],
            date: 'Mon, 2 Mar 2026 09:00:00 +0100',
            to: ['Help <support@help.example.com>', 'other@example.net'],
            cc: ['boss@example.org'],
            messageId: '<1@example.org>',
            subject: 'Grüße',
          },
        },
        receipt: {
          timestamp: expect.any(String),
          processingTimeMillis: expect.any(Number),
          recipients: ['support@help.example.com'],
          spamVerdict: { status: 'GRAY' },
          virusVerdict: { status: 'FAIL' },
          spfVerdict: { status: 'GRAY' },
          dkimVerdict: { status: 'GRAY' },
          dmarcVerdict: { status: 'FAIL' },
          dmarcPolicy: 'quarantine',
          action: {
            type: 'S3',
            topicArn: TOPIC,
            bucketName: 'mail',
            objectKeyPrefix: 'inbound/',
            objectKey: `inbound/${id}`,
          },
        },
      },
    ]);
    expect(came).toBe(1);
  });

  it('lives in the time of the desk', async () => {
    await bench.advance(400 * DAY);
    const { notifications } = await receive();
    const age = bench.clock.now() - Date.parse(notifications[0]?.mail.timestamp);
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(60_000);
  });

  it.each([
    ['nothing', '', '<>', 'mx.example.org'],
    ['an address', 'a@example.org', '<a@example.org>', 'example.org'],
  ])('takes %s for the sender', async (_what, from, returnPath, spfDomain) => {
    const { object, notifications } = await receive({ envelope: { from } });
    expect(object.startsWith(`Return-Path: ${returnPath}\r\n`)).toBe(true);
    expect(object).toContain(`neither permitted nor denied by domain of ${spfDomain}`);
    expect(notifications[0]?.mail.source).toBe(from);
  });

  it('puts no line of a sender into its own headers', async () => {
    const { object } = await receive({
      mail: 'From: x@evil.example;dmarc=pass\r\n dkim=pass@a;b\r\n\r\nhi',
      judgement: { dmarc: 'none' },
    });
    const block = object.slice(0, object.indexOf('X-SES-RECEIPT'));
    expect(block).toMatch(/\r\n dmarc=none header\.from=[\w.-]+;\r\n$/);
    expect(block).not.toContain('=pass');
  });

  it('leaves headers beyond ten kilobytes out of the notification', async () => {
    const many = Array.from({ length: 2000 }, (_, n) => `X-Many-${n}: ${'x'.repeat(20)}`).join('\r\n');
    const { notifications, object } = await receive({ mail: `${many}\r\n${MAIL}` });
    expect(notifications[0]?.mail).toMatchObject({
      headersTruncated: true,
      commonHeaders: { subject: 'Grüße' },
    });
    expect(JSON.stringify(notifications[0]?.mail.headers).length).toBeLessThan(32_000);
    expect(object).toContain('X-Many-1999');
  });

  it.each([
    ['no headers', '\r\nbody'],
    ['bare line feeds', 'From: a@b.example\n\nbody'],
    ['no end of its headers', 'From: a@b.example'],
    ['bytes that are no text', Buffer.from([0, 255, 13, 10, 200]).toString('latin1')],
  ])('takes a mail with %s', async (_what, mail) => {
    const { object, notifications } = await receive({ mail });
    expect(object).toContain('X-SES-RECEIPT');
    expect(notifications).toHaveLength(1);
  });

  it('follows every rule for those recipients that it is for', async () => {
    const { id, notifications } = await receive(
      { envelope: { to: ['a@help.example.com', 'b@sub.help.example.com', 'C@Vip.example.com'] } },
      { ...RULE, prefix: 'domain/' },
      { ...RULE, recipients: ['.help.example.com', 'c@vip.example.com'] },
      { ...RULE, recipients: ['nobody.example.com'], prefix: 'nobody/' },
      { ...RULE, recipients: [], prefix: 'all/', topicArn: undefined },
    );
    expect(notifications.map(({ receipt }) => [receipt.action.objectKey, receipt.recipients])).toEqual([
      [`domain/${id}`, ['a@help.example.com']],
      [`inbound/${id}`, ['b@sub.help.example.com', 'C@Vip.example.com']],
    ]);
    expect(await stored(`all/${id}`)).not.toBe('');
    expect(await stored(`nobody/${id}`)).toBe('');
  });

  it('is for nobody whom no rule names', async () => {
    const inbound = await start(RULE);
    const addresses = [
      'x@help.example.com',
      'X@HELP.EXAMPLE.COM',
      'x@sub.help.example.com',
      'x@elp.example.com',
    ];
    expect(addresses.map(inbound.takes)).toEqual([true, true, false, false]);
  });

  it('refuses what is too long', async () => {
    const inbound = await start(RULE);
    await expect(inbound.receive(Buffer.alloc(LARGEST_MAIL + 1), ENVELOPE, UNPROVEN)).rejects.toThrow(
      RangeError,
    );
  });

  it('notifies twice of one mail when that habit is on', async () => {
    doubles = true;
    const { id, notifications } = await receive();
    expect(notifications.map(({ mail }) => mail.messageId)).toEqual([id, id]);
  });

  it('leaves the notice of its set-up in the bucket, once', async () => {
    await start(RULE);
    await start(RULE);
    const objects = await s3.bucket('mail').list('');
    expect(objects.map(({ key }) => key)).toEqual(['inbound/AMAZON_SES_SETUP_NOTIFICATION']);
  });
});

interface Given {
  readonly mail?: string;
  readonly envelope?: Partial<Envelope>;
  readonly judgement?: Partial<Judgement>;
}

describe('a topic', () => {
  it('that is not there takes nothing', async () => {
    const sns = createSns({ clock: { now: () => 0 } as never, topics: [], sqs: {} as never });
    expect(() => sns.publish(TOPIC, { subject: 's', body: 'b' })).toThrow(/does not exist/);
  });
});

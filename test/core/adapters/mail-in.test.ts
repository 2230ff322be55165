import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mimeParser } from '../../../lambdas/core/adapters/mime/parser.ts';
import { s3Files } from '../../../lambdas/core/adapters/s3/files.ts';
import { s3FileLinks } from '../../../lambdas/core/adapters/s3/links.ts';
import { presignedRead } from '../../../lambdas/core/adapters/s3/presign.ts';
import { s3RawMails } from '../../../lambdas/core/adapters/s3/raw-mails.ts';
import { mailOrderOf, sqsMailOrders } from '../../../lambdas/core/adapters/sqs/mail-orders.ts';
import { mockClient } from '../../support/mock-client.ts';

const region = 'eu-west-1';
const failure = (name: string): Error => Object.assign(new Error(name), { name });
const bucket = mockClient(S3Client);
const queue = mockClient(SQSClient);
beforeEach(() => {
  bucket.reset();
  queue.reset();
});

describe('the mail bucket', () => {
  const raws = s3RawMails('mail', new S3Client({ region }));

  it('tells what is not there from what cannot be reached', async () => {
    bucket.on(GetObjectCommand).rejectsOnce(failure('NoSuchKey')).rejects(failure('SlowDown'));
    expect(await raws.read('inbound/x')).toBeNull();
    await expect(raws.read('inbound/x')).rejects.toMatchObject({ kind: 'transient' });
  });

  it('is listed page by page', async () => {
    const at = new Date('2026-11-02T09:00:00.000Z');
    bucket
      .on(ListObjectsV2Command)
      .resolvesOnce({ Contents: [{ Key: 'a', LastModified: at }], NextContinuationToken: 'more' })
      .resolves({});
    const first = await raws.list(null);
    expect(first).toEqual({ items: [{ objectKey: 'a', storedAt: at.toISOString() }], next: 'more' });
    expect(await raws.list(first.next)).toEqual({ items: [], next: null });
    expect(bucket.commandCalls(ListObjectsV2Command)[1]?.args[0].input.ContinuationToken).toBe('more');
  });
});

it('an attachment is a download, whatever it calls itself', async () => {
  bucket.on(PutObjectCommand).resolves({});
  await s3Files('content', new S3Client({ region })).write('att_1.0', Buffer.from('<script>'), 'text/html');
  expect(bucket.commandCalls(PutObjectCommand)[0]?.args[0].input).toMatchObject({
    Key: 'attachments/att_1.0',
    ContentType: 'application/octet-stream',
    ContentDisposition: 'attachment',
  });
});

it('an order goes through the queue and comes out as it was; nothing else is taken for one', async () => {
  queue.on(SendMessageCommand).resolves({});
  const order = {
    sesId: 'ses-1',
    objectKey: 'inbound/ses-1',
    order: 'release',
    by: 'agt_1',
    ticketId: null,
  } as const;
  await sqsMailOrders('https://sqs.example/1/q', new SQSClient({ region })).send(order);
  const { MessageBody = '' } = queue.commandCalls(SendMessageCommand)[0]?.args[0].input ?? {};
  expect(mailOrderOf(MessageBody)).toEqual(order);
  for (const other of ['', '{}', 'null', JSON.stringify({ Type: 'Notification', Message: MessageBody })])
    expect(mailOrderOf(other)).toBeNull();
});

it('a message without SES’s own headers does not say how it came', () => {
  const raw = Buffer.from('From: a@example.com\r\nSubject: x\r\n\r\nhello');
  expect(mimeParser.arrivalOf(raw, 'ses-1', '2026-11-02T09:00:00.000Z')).toBeNull();
});

describe('a link to an attachment', () => {
  const clock = { now: () => '2026-11-02T09:00:00.000Z' };
  const key = { AWS_ACCESS_KEY_ID: 'Door', AWS_SECRET_ACCESS_KEY: 'local' };

  it('is signed as Amazon’s own example is', () => {
    // docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
    const url = presignedRead({
      origin: 'https://examplebucket.s3.amazonaws.com',
      path: '/test.txt',
      region: 'us-east-1',
      credentials: {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      },
      at: '2013-05-24T00:00:00.000Z',
      expiresSeconds: 86_400,
      query: {},
    });
    expect(url).toContain('X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
  });

  it('names the bucket in the host at Amazon, and in the path elsewhere', async () => {
    for (const [name, value] of Object.entries(key)) vi.stubEnv(name, value);
    const at = (endpoint: string | undefined) =>
      s3FileLinks('content', clock, { region, endpoint }).link('att_ses-1.0', 'отчёт "1".txt');
    const url = new URL(await at(undefined));
    expect(`${url.origin}${url.pathname}`).toBe(
      'https://content.s3.eu-west-1.amazonaws.com/attachments/att_ses-1.0',
    );
    expect(url.searchParams.get('response-content-disposition')).toBe(
      `attachment; filename="_____ _1_.txt"; filename*=UTF-8''%D0%BE%D1%82%D1%87%D1%91%D1%82%20%221%22.txt`,
    );
    expect(await at('http://127.0.0.1:4001/')).toContain(
      'http://127.0.0.1:4001/content/attachments/att_ses-1.0?',
    );
    vi.unstubAllEnvs();
  });
});

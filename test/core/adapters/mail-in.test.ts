import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { mimeParser } from '../../../lambdas/core/adapters/mime/parser.ts';
import { s3Files } from '../../../lambdas/core/adapters/s3/files.ts';
import { s3RawMails } from '../../../lambdas/core/adapters/s3/raw-mails.ts';
import { mailOrderOf, sqsMailOrders } from '../../../lambdas/core/adapters/sqs/mail-orders.ts';

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

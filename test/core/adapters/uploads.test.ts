import { createHmac } from 'node:crypto';
import { CopyObjectCommand, GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { s3Files } from '../../../lambdas/core/adapters/s3/files.ts';
import { s3UploadSpace } from '../../../lambdas/core/adapters/s3/upload-space.ts';
import { mockClient } from '../../support/mock-client.ts';

const region = 'eu-west-1';
const clock = { now: () => '2026-11-02T09:00:00.000Z' };
const bucket = mockClient(S3Client);
const client = new S3Client({ region });
const failure = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

const ID = 'upl_01JBN000000000000000000001';
const spaceAt = (endpoint?: string) => s3UploadSpace('content', clock, { region, endpoint }, client);

beforeEach(() => {
  bucket.reset();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the form of an upload', () => {
  const formOf = async (token?: string) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', token);
    const form = await spaceAt().form({ id: ID, contentType: 'image/png', size: 1234 });
    const policy = JSON.parse(Buffer.from(form.fields.Policy ?? '', 'base64').toString()) as {
      readonly expiration: string;
      readonly conditions: readonly unknown[];
    };
    return { form, policy };
  };

  it('binds bucket, key, type and size, for ten minutes', async () => {
    const { form, policy } = await formOf();
    expect(form).toMatchObject({
      url: 'https://content.s3.eu-west-1.amazonaws.com',
      expiresAt: '2026-11-02T09:10:00.000Z',
      fields: { key: `uploads/${ID}`, 'Content-Type': 'image/png' },
    });
    expect(policy).toEqual({
      expiration: '2026-11-02T09:10:00.000Z',
      conditions: [
        { bucket: 'content' },
        { key: `uploads/${ID}` },
        { 'Content-Type': 'image/png' },
        { 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256' },
        { 'X-Amz-Credential': 'AKIDEXAMPLE/20261102/eu-west-1/s3/aws4_request' },
        { 'X-Amz-Date': '20261102T090000Z' },
        ['content-length-range', 1234, 1234],
      ],
    });
  });

  it('is signed over its policy as Amazon describes it', async () => {
    const { form } = await formOf();
    const key = ['20261102', region, 's3', 'aws4_request'].reduce<Buffer | string>(
      (by, part) => createHmac('sha256', by).update(part).digest(),
      'AWS4secret',
    );
    expect(form.fields['X-Amz-Signature']).toBe(
      createHmac('sha256', key)
        .update(form.fields.Policy ?? '')
        .digest('hex'),
    );
  });

  it('holds the token of a role’s passing credentials, and its policy too', async () => {
    const { form, policy } = await formOf('token');
    expect(form.fields['X-Amz-Security-Token']).toBe('token');
    expect(policy.conditions).toContainEqual({ 'X-Amz-Security-Token': 'token' });
  });

  it('goes to the bucket in the path where S3 is not Amazon’s', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'Door');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    const form = await spaceAt('http://127.0.0.1:4001/').form({ id: ID, contentType: 'a/b', size: 1 });
    expect(form.url).toBe('http://127.0.0.1:4001/content');
  });
});

describe('what was uploaded', () => {
  it('is looked at; S3 tells who may not list 403 of what is not there', async () => {
    bucket
      .on(HeadObjectCommand)
      .resolvesOnce({ ContentLength: 7, ETag: '"e"' })
      .rejectsOnce(failure('NotFound', 404))
      .rejectsOnce(failure('Forbidden', 403))
      .rejectsOnce(failure('SlowDown', 503))
      .rejects(failure('Strange', 400));
    const space = spaceAt();
    expect(await space.look(ID)).toEqual({ size: 7, etag: '"e"' });
    expect(await space.look(ID)).toBeNull();
    expect(await space.look(ID)).toBeNull();
    await expect(space.look(ID)).rejects.toMatchObject({ name: 'Throttled' });
    await expect(space.look(ID)).rejects.toThrow('Strange');
  });

  it('is copied as a download, if it is still what was seen, and hashed by S3', async () => {
    const sum = Buffer.from('ab'.repeat(32), 'hex').toString('base64');
    bucket
      .on(CopyObjectCommand)
      .resolvesOnce({ CopyObjectResult: { ChecksumSHA256: sum } })
      .rejectsOnce(failure('PreconditionFailed', 412))
      .rejectsOnce(failure('AccessDenied', 403))
      .resolves({});
    const space = spaceAt();
    expect(await space.keep(ID, '"e"')).toBe('ab'.repeat(32));
    expect(bucket.commandCalls(CopyObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'content',
      Key: `attachments/${ID.replace('upl', 'att')}`,
      CopySource: `content/uploads/${ID}`,
      CopySourceIfMatch: '"e"',
      MetadataDirective: 'REPLACE',
      ChecksumAlgorithm: 'SHA256',
      ContentType: 'application/octet-stream',
      ContentDisposition: 'attachment',
    });
    expect(await space.keep(ID, '"e"')).toBeNull();
    await expect(space.keep(ID, '"e"')).rejects.toThrow('AccessDenied');
    await expect(space.keep(ID, '"e"')).rejects.toThrow('without its checksum');
  });
});

it('an attachment is read whole', async () => {
  const Body = { transformToByteArray: async () => new Uint8Array([1, 2]) } as never;
  bucket.on(GetObjectCommand).resolvesOnce({ Body }).resolves({});
  const files = s3Files('content', client);
  expect(await files.read('att_1.0')).toEqual(new Uint8Array([1, 2]));
  expect(await files.read('att_1.0')).toEqual(new Uint8Array());
  expect(bucket.commandCalls(GetObjectCommand)[0]?.args[0].input).toMatchObject({
    Key: 'attachments/att_1.0',
  });
});

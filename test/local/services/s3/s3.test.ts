import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectCreated } from '../../../../local/services/s3/bucket.ts';
import { createS3, type S3 } from '../../../../local/services/s3.ts';
import { aWorkbench, clientOf, DAY, removeFolder, type Workbench } from '../workbench.ts';

describe('the buckets', () => {
  let bench: Workbench;
  let s3: S3;
  let client: S3Client;
  const Bucket = 'files';
  const open = (): void => {
    s3 = createS3({
      ...bench,
      buckets: [{ name: 'files' }, { name: 'mail', expirations: [{ prefix: 'tmp/', days: 1 }] }],
    });
    bench.wire.services.splice(0, 1, s3.service);
  };
  const put = (Key: string, Body: string | Readable = 'x', more: object = {}) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = async (Key: string, more: object = {}) => {
    const found = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
    return { ...found, text: await found.Body?.transformToString() };
  };
  const bodies = (): string[] => readdirSync(join(bench.dataFolder, 's3-objects'));

  beforeEach(async () => {
    bench = await aWorkbench();
    open();
    client = new S3Client({ ...clientOf(bench.wire), maxAttempts: 1 });
  });
  afterEach(async () => {
    client.destroy();
    s3.close();
    await bench.close();
    removeFolder(bench.dataFolder);
  });

  it('an object comes back with its type and metadata', async () => {
    const { ETag } = await put('mail/ünï code +&?.txt', 'hällo', {
      ContentType: 'text/plain; charset=utf-8',
      Metadata: { origin: 'mail' },
      CacheControl: 'no-store',
    });
    const found = await get('mail/ünï code +&?.txt');
    expect(found).toMatchObject({
      text: 'hällo',
      ETag,
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'no-store',
      Metadata: { origin: 'mail' },
      ContentLength: 6,
    });
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'mail/ünï code +&?.txt' }));
    expect(head).toMatchObject({ ContentLength: 6, ETag, Metadata: { origin: 'mail' } });
    expect(Math.abs((head.LastModified?.getTime() ?? 0) - bench.clock.now())).toBeLessThan(5000);
  });

  it('a stream that the SDK sends in chunks is stored without their frames', async () => {
    const text = 'chunk '.repeat(50_000);
    await put(
      'big',
      Readable.from([text.slice(0, 100_000), text.slice(100_000)].map((part) => Buffer.from(part))),
      {
        ContentLength: text.length,
      },
    );
    expect((await get('big')).text).toBe(text);
    expect((await get('big')).ContentEncoding).toBeUndefined();
  });

  it('any bytes come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.string({ minLength: 1, maxLength: 30 }),
        async (bytes, key) => {
          const Key = `any/${key}`;
          await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes }));
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
          expect(await Body?.transformToByteArray()).toEqual(bytes);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('parts of an object are served by range', async () => {
    await put('r', '0123456789');
    expect(await get('r', { Range: 'bytes=2-4' })).toMatchObject({
      text: '234',
      ContentRange: 'bytes 2-4/10',
    });
    expect((await get('r', { Range: 'bytes=7-' })).text).toBe('789');
    expect((await get('r', { Range: 'bytes=-3' })).text).toBe('789');
    expect((await get('r', { Range: 'bytes=5-500' })).text).toBe('56789');
    await expect(get('r', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('of many who write a key only if it is absent, one succeeds', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => put('once', `writer ${index}`, { IfNoneMatch: '*' })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of all) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'PreconditionFailed' });
    }
    expect(bodies()).toHaveLength(1);
  });

  it('a write can depend on what is there', async () => {
    const { ETag } = await put('k', 'one');
    await put('k', 'two', { IfMatch: ETag });
    await expect(put('k', 'three', { IfMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect((await get('k')).text).toBe('two');
    await expect(get('k', { IfMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  it('keys are listed in the order of their bytes, page by page', async () => {
    const keys = ['a/1', 'a/2', 'a/b/3', 'a/é', 'b', 'A'];
    for (const key of keys) await put(key);
    const listed: (string | undefined)[] = [];
    let token: string | undefined;
    let pages = 0;
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket,
          MaxKeys: 2,
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      );
      listed.push(...(page.Contents ?? []).map((object) => object.Key));
      token = page.NextContinuationToken;
      pages += 1;
    } while (token !== undefined);
    expect(listed).toEqual(['A', 'a/1', 'a/2', 'a/b/3', 'a/é', 'b']);
    expect(pages).toBe(3);
  });

  it('a listing can stop at folders', async () => {
    for (const key of ['in/a/1', 'in/a/2', 'in/b/1', 'in/c', 'out']) await put(key);
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'in/', Delimiter: '/', MaxKeys: 2 }),
    );
    expect(page.CommonPrefixes).toEqual([{ Prefix: 'in/a/' }, { Prefix: 'in/b/' }]);
    expect(page).toMatchObject({ IsTruncated: true, KeyCount: 2 });
    const rest = await client.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix: 'in/',
        Delimiter: '/',
        ContinuationToken: page.NextContinuationToken,
      }),
    );
    expect(rest.Contents?.map((object) => object.Key)).toEqual(['in/c']);
    const after = await client.send(new ListObjectsV2Command({ Bucket, StartAfter: 'in/b/1' }));
    expect(after.Contents?.map((object) => object.Key)).toEqual(['in/c', 'out']);
  });

  it('an object is copied with its metadata, or with others', async () => {
    await put('from x', 'body', { ContentType: 'text/css', Metadata: { a: '1' } });
    await client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/from%20x` }));
    expect(await get('to')).toMatchObject({ text: 'body', ContentType: 'text/css', Metadata: { a: '1' } });
    await client.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'to',
        CopySource: `${Bucket}/to`,
        MetadataDirective: 'REPLACE',
        Metadata: { b: '2' },
      }),
    );
    expect((await get('to')).Metadata).toEqual({ b: '2' });
    const { ETag = '' } = await client.send(new HeadObjectCommand({ Bucket, Key: 'to' }));
    const again = { Bucket, Key: 'to', CopySource: `${Bucket}/to` };
    const summed = { ...again, CopySourceIfMatch: ETag, ChecksumAlgorithm: 'SHA256' as const };
    expect((await client.send(new CopyObjectCommand(summed))).CopyObjectResult?.ChecksumSHA256).toBe(
      createHash('sha256').update('body').digest('base64'),
    );
    const other = client.send(new CopyObjectCommand({ ...again, CopySourceIfMatch: '"other"' }));
    await expect(other).rejects.toMatchObject({ name: 'PreconditionFailed' });
    const unknown = client.send(new CopyObjectCommand({ ...again, ChecksumAlgorithm: 'CRC32' }));
    await expect(unknown).rejects.toMatchObject({ name: 'NotImplemented' });
    const missing = client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/no` }));
    await expect(missing).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('objects are deleted one by one or together, and their bodies with them', async () => {
    for (const key of ['a', 'b & <c>', 'd']) await put(key);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'never was' }));
    const deleted = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'b & <c>' }, { Key: 'nor this' }] } }),
    );
    expect(deleted.Deleted?.map(({ Key }) => Key)).toEqual(['b & <c>', 'nor this']);
    expect((await s3.bucket('files').list('')).map((object) => object.key)).toEqual(['d']);
    expect(bodies()).toHaveLength(1);
    await expect(get('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('whoever asked is told of every new object', async () => {
    const events: ObjectCreated[] = [];
    s3.onObjectCreated((event) => events.push(event));
    await put('a', 'four');
    await s3.bucket('mail').put('b', Buffer.from('x'));
    expect(events).toMatchObject([
      { bucket: 'files', eventName: 'ObjectCreated:Put', object: { key: 'a', size: 4 } },
      { bucket: 'mail', object: { key: 'b' } },
    ]);
  });

  it('objects survive a restart, halves of writes do not', async () => {
    await put('a', 'stays');
    s3.close();
    writeFileSync(join(bench.dataFolder, 's3-objects', 'half-written'), 'ha');
    open();
    expect((await get('a')).text).toBe('stays');
    expect(bodies()).toHaveLength(1);
  });

  it('objects expire by age where the bucket says so', async () => {
    const bucket = s3.bucket('mail');
    await bucket.put('tmp/a', Buffer.from('x'));
    await bucket.put('keep/a', Buffer.from('x'));
    await bench.advance(3 * DAY);
    expect((await bucket.list('')).map((object) => object.key)).toEqual(['keep/a']);
  });

  it('a body that is not what its checksum says is refused', async () => {
    const refused = fetch(`${bench.wire.url}/files/k`, {
      method: 'PUT',
      body: 'x',
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/s3/aws4_request, S',
        'x-amz-checksum-crc32': 'AAAAAA==',
      },
    });
    expect(await (await refused).text()).toMatch(/<Code>BadDigest</);
  });

  it('what it does not know, it says', async () => {
    await client.send(new HeadBucketCommand({ Bucket }));
    await expect(
      client.send(new PutObjectCommand({ Bucket: 'nope', Key: 'k', Body: 'x' })),
    ).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await expect(put('k', 'x', { Tagging: 'a=b' })).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(put('k', 'x', { ServerSideEncryption: 'aws:kms' })).rejects.toMatchObject({
      name: 'NotImplemented',
    });
    await put('k', 'x', { ServerSideEncryption: 'AES256' });
  });
});

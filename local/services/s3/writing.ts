/** PutObject, PostObject, CopyObject, DeleteObject and DeleteObjects. */
import { createHash } from 'node:crypto';
import { AwsError, type Call, type Reply } from '../../kernel/contract.ts';
import { escapeXml, xmlReply } from '../../wire/reply.ts';
import type { ObjectCreated, StoredObject } from './bucket.ts';
import { bodyOf } from './chunks.ts';
import { describeObject, effectiveHeaders, keptHeaders, refuseUnknown, verifyChecksums } from './headers.ts';
import { readForm, verifyPolicy } from './post-policy.ts';
import { noSuchKey } from './reading.ts';
import type { ObjectStore, WriteCondition } from './store.ts';

export interface WritingParts {
  readonly store: ObjectStore;
  readonly now: () => number;
  readonly created: (event: ObjectCreated) => void;
  /** Throws NoSuchBucket. */
  readonly mustExist: (bucket: string) => void;
}

const conditionOf = (headers: Readonly<Record<string, string>>): WriteCondition | undefined => {
  const { 'if-none-match': noneMatch, 'if-match': match } = headers;
  if (noneMatch === '*') return { kind: 'absent' };
  if (noneMatch !== undefined) {
    throw new AwsError('NotImplemented', 'PutObject knows If-None-Match only with *.', 501);
  }
  return match === undefined ? undefined : { kind: 'etag', etag: match };
};

export const putObject = async (
  call: Call,
  bucket: string,
  key: string,
  parts: WritingParts,
): Promise<Reply> => {
  const headers = effectiveHeaders(call);
  refuseUnknown(headers);
  const { body, trailers } = bodyOf(call);
  verifyChecksums({ ...headers, ...trailers }, body);
  const object = describeObject(key, body, headers, parts.now());
  const stored = await parts.store.put(bucket, object, body, conditionOf(headers));
  if (stored === undefined) {
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions did not hold.', 412);
  }
  parts.created({ bucket, object, eventName: 'ObjectCreated:Put' });
  return { status: 200, headers: { etag: object.etag }, body: '' };
};

export const postObject = async (call: Call, bucket: string, parts: WritingParts): Promise<Reply> => {
  const form = await readForm(call);
  verifyPolicy(form, bucket, parts.now());
  const { fields, file } = form;
  refuseUnknown(fields);
  const object = describeObject(fields.key ?? '', file, fields, parts.now());
  await parts.store.put(bucket, object, file);
  parts.created({ bucket, object, eventName: 'ObjectCreated:Post' });
  const headers = { etag: object.etag, location: `/${bucket}/${encodeURIComponent(object.key)}` };
  if (fields.success_action_redirect !== undefined) {
    return { status: 303, headers: { ...headers, location: fields.success_action_redirect }, body: '' };
  }
  if (fields.success_action_status === '200') return { status: 200, headers, body: '' };
  if (fields.success_action_status !== '201') return { status: 204, headers, body: '' };
  const answer = `<PostResponse><Location>${escapeXml(headers.location)}</Location><Bucket>${escapeXml(bucket)}</Bucket><Key>${escapeXml(object.key)}</Key><ETag>${escapeXml(object.etag)}</ETag></PostResponse>`;
  return { ...xmlReply(answer, 201), headers: { ...headers, 'content-type': 'application/xml' } };
};

/** Of a copy, when the caller names an algorithm: S3 hashes while it copies. */
const checksumOf = (algorithm: string | undefined, body: Buffer): string => {
  if (algorithm === undefined) return '';
  if (algorithm === 'SHA256')
    return `<ChecksumSHA256>${createHash('sha256').update(body).digest('base64')}</ChecksumSHA256>`;
  throw new AwsError('NotImplemented', `CopyObject here does not know the checksum ${algorithm}.`, 501);
};

export const copyObject = async (
  call: Call,
  bucket: string,
  key: string,
  parts: WritingParts,
): Promise<Reply> => {
  const headers = effectiveHeaders(call);
  refuseUnknown(headers);
  const source = decodeURIComponent(headers['x-amz-copy-source'] ?? '').replace(/^\//, '');
  const slash = source.indexOf('/');
  const from = { bucket: source.slice(0, slash), key: source.slice(slash + 1) };
  parts.mustExist(from.bucket);
  const found = await parts.store.get(from.bucket, from.key);
  if (found === undefined) throw noSuchKey();
  const wanted = headers['x-amz-copy-source-if-match'];
  if (wanted !== undefined && wanted !== found.object.etag) {
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions did not hold.', 412);
  }
  const sum = checksumOf(headers['x-amz-checksum-algorithm'], found.body);
  const kept =
    headers['x-amz-metadata-directive'] === 'REPLACE' ? keptHeaders(headers) : found.object.headers;
  const object: StoredObject = { ...describeObject(key, found.body, {}, parts.now()), headers: kept };
  await parts.store.put(bucket, object, found.body);
  parts.created({ bucket, object, eventName: 'ObjectCreated:Copy' });
  const modified = new Date(object.modifiedAt).toISOString();
  return xmlReply(
    `<CopyObjectResult><LastModified>${modified}</LastModified><ETag>${escapeXml(object.etag)}</ETag>${sum}</CopyObjectResult>`,
  );
};

const unescapeXml = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, decimal: string) => String.fromCodePoint(Number(decimal)))
    .replaceAll('&amp;', '&');

/** Keys that do not exist count as deleted, as on S3. */
export const deleteObjects = async (call: Call, bucket: string, parts: WritingParts): Promise<Reply> => {
  const text = bodyOf(call).body.toString('utf8');
  const keys = [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => unescapeXml(key));
  if (keys.length === 0 || keys.length > 1000) {
    throw new AwsError('MalformedXML', 'DeleteObjects takes 1 to 1,000 keys.');
  }
  for (const key of keys) await parts.store.delete(bucket, key);
  const deleted = /<Quiet>true<\/Quiet>/.test(text)
    ? []
    : keys.map((key) => `<Deleted><Key>${escapeXml(key)}</Key></Deleted>`);
  return xmlReply(
    `<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${deleted.join('')}</DeleteResult>`,
  );
};

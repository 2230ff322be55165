/** Which request headers become part of an object, which are checked, and which we refuse rather than ignore. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError, type Call } from '../../kernel/contract.ts';
import type { StoredObject } from './bucket.ts';

const KEPT = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];

/** Headers of Amazon's own that need no more than we do. */
const HARMLESS =
  /^x-amz-(content-sha256|date|security-token|user-agent|checksum-.+|sdk-checksum-algorithm|decoded-content-length|trailer|meta-.+|copy-source|copy-source-if-match|metadata-directive|algorithm|credential|expires|signedheaders|signature|request-payer|mfa)$/;

const digest = (algorithm: string, body: Buffer): string =>
  createHash(algorithm).update(body).digest('base64');

const crc = (body: Buffer): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
};

const CHECKS: Readonly<Record<string, (body: Buffer) => string>> = {
  'content-md5': (body) => digest('md5', body),
  'x-amz-checksum-crc32': crc,
  'x-amz-checksum-sha1': (body) => digest('sha1', body),
  'x-amz-checksum-sha256': (body) => digest('sha256', body),
};

/** The headers together with what a presigned URL carries in their stead. */
export const effectiveHeaders = (call: Call): Record<string, string> => {
  const headers: Record<string, string> = { ...call.headers };
  for (const [name, value] of call.query) {
    if (name.toLowerCase().startsWith('x-amz-')) headers[name.toLowerCase()] = value;
  }
  return headers;
};

/** Throws BadDigest when the body is not what a checksum of the caller says. */
export const verifyChecksums = (headers: Readonly<Record<string, string>>, body: Buffer): void => {
  for (const [name, compute] of Object.entries(CHECKS)) {
    const given = headers[name];
    if (given !== undefined && given !== compute(body)) {
      throw new AwsError('BadDigest', `The ${name} you specified did not match what we received.`);
    }
  }
};

/** Throws NotImplemented for what would change the meaning of a write: tags, ACLs, locks, customer keys. */
export const refuseUnknown = (headers: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith('x-amz-') || HARMLESS.test(name)) continue;
    if (name === 'x-amz-server-side-encryption' && value === 'AES256') continue;
    throw new AwsError(
      'NotImplemented',
      `The desk on one machine does not know the header ${name}: ${value}.`,
      501,
    );
  }
};

/** What is kept with the object and given back with it. */
export const keptHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of KEPT) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value;
  }
  const encoding = headers['content-encoding']
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== 'aws-chunked' && part !== '')
    .join(',');
  if (encoding !== undefined && encoding !== '') kept['content-encoding'] = encoding;
  for (const [name, value] of Object.entries(headers)) if (name.startsWith('x-amz-meta-')) kept[name] = value;
  return kept;
};

export const etagOf = (body: Uint8Array): string => `"${createHash('md5').update(body).digest('hex')}"`;

/** An object of these bytes, modified at `now` (ms, desk time). */
export const describeObject = (
  key: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
  now: number,
): StoredObject => {
  if (key === '' || Buffer.byteLength(key) > 1024) {
    throw new AwsError('KeyTooLongError', 'A key has 1 to 1,024 bytes.');
  }
  return {
    key,
    size: body.byteLength,
    etag: etagOf(body),
    modifiedAt: Math.floor(now),
    headers: keptHeaders(headers),
  };
};

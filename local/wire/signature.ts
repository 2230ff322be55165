/** Verifies Signature Version 4 where a browser presents it. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError, type Call } from '../kernel/contract.ts';
import { LOCAL_SECRET_ACCESS_KEY } from './credentials.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Percent-encoding as RFC 3986 has it, which is stricter than encodeURIComponent. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const refused = (message: string): AwsError => new AwsError('AccessDenied', message, 403);

const mismatch = (): AwsError =>
  new AwsError(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided.',
    403,
  );

/** `20260131T120000Z` in ms; NaN for anything else. */
const timeOf = (amzDate: string): number =>
  Date.parse(amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const same = (given: string, computed: Buffer): boolean => {
  const bytes = Buffer.from(given, 'hex');
  return bytes.length === computed.length && timingSafeEqual(bytes, computed);
};

/** Checks text signed under `<key id>/<date>/<region>/<service>/aws4_request`; throws SignatureDoesNotMatch. */
export const verifySigned = (credential: string, text: string, signature: string): void => {
  const [date, region, service, end] = credential.split('/').slice(-4);
  if (end !== 'aws4_request' || date === undefined || region === undefined || service === undefined) {
    throw refused('The credential is malformed.');
  }
  const dateKey = hmac(`AWS4${LOCAL_SECRET_ACCESS_KEY}`, date);
  const key = hmac(hmac(hmac(dateKey, region), service), 'aws4_request');
  if (!same(signature, hmac(key, text))) throw mismatch();
};

const canonicalRequest = (call: Call, signedHeaders: readonly string[]): string => {
  const query = [...call.query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
  const path = call.path
    .split('/')
    .map((part) => encode(decodeURIComponent(part)))
    .join('/');
  const headers = signedHeaders.map((name) => `${name}:${(call.headers[name] ?? '').trim()}\n`).join('');
  return [call.method, path, query, headers, signedHeaders.join(';'), 'UNSIGNED-PAYLOAD'].join('\n');
};

/** Checks a presigned URL at `now` (ms, desk time): complete, not expired, nothing changed. Throws AwsError 403. */
export const verifyPresigned = (call: Call, now: number): void => {
  const { query } = call;
  const credential = query.get('X-Amz-Credential') ?? '';
  const date = query.get('X-Amz-Date') ?? '';
  const expires = Number(query.get('X-Amz-Expires'));
  const signedAt = timeOf(date);
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256' || Number.isNaN(signedAt) || !(expires > 0)) {
    throw refused('Query-string authentication needs algorithm, date and expiry.');
  }
  if (now > signedAt + expires * 1000) throw refused('Request has expired');
  const signedHeaders = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  if (!signedHeaders.includes('host')) throw refused('The host must be signed.');
  const scope = credential.split('/').slice(-4).join('/');
  const request = sha256(canonicalRequest(call, signedHeaders));
  verifySigned(
    credential,
    ['AWS4-HMAC-SHA256', date, scope, request].join('\n'),
    query.get('X-Amz-Signature') ?? '',
  );
};

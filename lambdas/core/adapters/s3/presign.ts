/**
 * A link that reads one object for a short while, signed by the function's own role: Signature Version 4 in the query
 * (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
 */
import { createHash } from 'node:crypto';
import { type SigningCredentials, scopeOf, signatureOf } from './signing.ts';

export interface PresignedRead {
  /** Scheme and host, without a slash at the end. */
  readonly origin: string;
  /** With the bucket in front when the host does not name it; starts with a slash, not encoded. */
  readonly path: string;
  readonly region: string;
  readonly credentials: SigningCredentials;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly expiresSeconds: number;
  /** `response-…` parameters and the like. */
  readonly query: Readonly<Record<string, string>>;
}

/** RFC 3986, section 2.3: what `encodeURIComponent` leaves and AWS does not. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export const presignedRead = (read: PresignedRead): string => {
  const { origin, region, credentials, expiresSeconds } = read;
  const signed = scopeOf(read.at, region);
  const { stamp, scope } = signed;
  const path = read.path.split('/').map(encoded).join('/');
  const query = Object.entries({
    ...read.query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${credentials.accessKeyId}/${scope}`,
    'X-Amz-Date': stamp,
    'X-Amz-Expires': String(expiresSeconds),
    'X-Amz-SignedHeaders': 'host',
    ...(credentials.sessionToken === undefined ? {} : { 'X-Amz-Security-Token': credentials.sessionToken }),
  })
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
  const request = ['GET', path, query, `host:${new URL(origin).host}\n`, 'host', 'UNSIGNED-PAYLOAD'].join(
    '\n',
  );
  const hash = createHash('sha256').update(request).digest('hex');
  const signature = signatureOf(credentials, signed, ['AWS4-HMAC-SHA256', stamp, scope, hash].join('\n'));
  return `${origin}${path}?${query}&X-Amz-Signature=${signature}`;
};

/**
 * A form by which a browser sends one file to a bucket, signed by the function's own role
 * (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
 */
import { type SigningCredentials, scopeOf, signatureOf } from './signing.ts';

export interface PostForm {
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  /** Bytes: no more and no less. */
  readonly size: number;
  readonly region: string;
  readonly credentials: SigningCredentials;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly expiresAt: string;
}

/** The fields that stand before the file, which is called `file`. S3 refuses whatever they do not say. */
export const postFields = (form: PostForm): Readonly<Record<string, string>> => {
  const { bucket, key, contentType, size, region, credentials, at, expiresAt } = form;
  const scope = scopeOf(at, region);
  const fields = {
    key,
    'Content-Type': contentType,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${credentials.accessKeyId}/${scope.scope}`,
    'X-Amz-Date': scope.stamp,
    ...(credentials.sessionToken === undefined ? {} : { 'X-Amz-Security-Token': credentials.sessionToken }),
  };
  const policy = {
    expiration: expiresAt,
    conditions: [
      { bucket },
      ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
      ['content-length-range', size, size],
    ],
  };
  const Policy = Buffer.from(JSON.stringify(policy)).toString('base64');
  return { ...fields, Policy, 'X-Amz-Signature': signatureOf(credentials, scope, Policy) };
};

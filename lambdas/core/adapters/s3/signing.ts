/** Signature Version 4, as S3 has it for whoever has only a link or a form. */
import { createHmac } from 'node:crypto';

export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** When and for which region something is signed. */
export interface SigningScope {
  /** `20261102T090000Z`. */
  readonly stamp: string;
  /** `20261102/eu-west-1/s3/aws4_request`. */
  readonly scope: string;
}

/** `at` is ISO 8601 UTC. */
export const scopeOf = (at: string, region: string): SigningScope => {
  const stamp = at.replace(/[-:]|\.\d+/g, '');
  return { stamp, scope: `${stamp.slice(0, 8)}/${region}/s3/aws4_request` };
};

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Hex. The parts of the scope make the key one by one (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html). */
export const signatureOf = (
  { secretAccessKey }: SigningCredentials,
  { scope }: SigningScope,
  text: string,
): string => {
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, text).toString('hex');
};

/** Presigns URLs and POST policies as Amazon's documents describe it, apart from the code that verifies them. */
import { createHash, createHmac } from 'node:crypto';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const rfc3986 = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      /[A-Za-z0-9\-._~]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');

const compact = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');

const signatureOf = (date: string, text: string): string => {
  const key = ['eu-west-1', 's3', 'aws4_request'].reduce<Buffer>(hmac, hmac('AWS4local', date));
  return hmac(key, text).toString('hex');
};

export interface Presigning {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly at: number;
  readonly expiresSeconds?: number;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

/** A URL that `Door` has signed. */
export const presign = (options: Presigning): string => {
  const { method, url, path, at, expiresSeconds = 60, query = {}, headers = {} } = options;
  const stamp = compact(at);
  const scope = `${stamp.slice(0, 8)}/eu-west-1/s3/aws4_request`;
  const signed = Object.entries({ ...headers, host: new URL(url).host }).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const names = signed.map(([name]) => name).join(';');
  const all = Object.entries({
    ...query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `Door/${scope}`,
    'X-Amz-Date': stamp,
    'X-Amz-Expires': String(expiresSeconds),
    'X-Amz-SignedHeaders': names,
  })
    .map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`)
    .toSorted()
    .join('&');
  const encoded = path.split('/').map(rfc3986).join('/');
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const request = [method, encoded, all, lines, names, 'UNSIGNED-PAYLOAD'].join('\n');
  const hash = createHash('sha256').update(request).digest('hex');
  const signature = signatureOf(stamp.slice(0, 8), ['AWS4-HMAC-SHA256', stamp, scope, hash].join('\n'));
  return `${url}${encoded}?${all}&X-Amz-Signature=${signature}`;
};

/** The fields of a form that `Door` allows, for exactly these conditions and the fields of the signature. */
export const presignPost = (
  at: number,
  conditions: readonly unknown[],
  fields: Readonly<Record<string, string>>,
): Record<string, string> => {
  const stamp = compact(at);
  const credential = `Door/${stamp.slice(0, 8)}/eu-west-1/s3/aws4_request`;
  const own = {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': credential,
    'X-Amz-Date': stamp,
  };
  const document = {
    expiration: new Date(at + 60_000).toISOString(),
    conditions: [...conditions, ...Object.entries(own).map(([name, value]) => ({ [name]: value }))],
  };
  const policy = Buffer.from(JSON.stringify(document)).toString('base64');
  return { ...fields, ...own, Policy: policy, 'X-Amz-Signature': signatureOf(stamp.slice(0, 8), policy) };
};

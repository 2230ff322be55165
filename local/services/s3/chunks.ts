/** Undoes `aws-chunked`, in which SDKs send bodies with a checksum behind them. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
import { AwsError, type Call } from '../../kernel/contract.ts';

export interface Decoded {
  readonly body: Buffer;
  /** Headers that stood behind the body. */
  readonly trailers: Readonly<Record<string, string>>;
}

const broken = (): AwsError => new AwsError('IncompleteBody', 'The chunked body is broken off or malformed.');

const trailersOf = (text: string): Record<string, string> => {
  const trailers: Record<string, string> = {};
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return trailers;
};

const decode = (framed: Buffer): Decoded => {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = framed.indexOf('\r\n', at);
    if (lineEnd === -1) throw broken();
    const size = Number.parseInt(framed.toString('latin1', at, lineEnd), 16);
    if (!(size >= 0)) throw broken();
    const start = lineEnd + 2;
    if (size === 0) {
      return { body: Buffer.concat(parts), trailers: trailersOf(framed.toString('latin1', start)) };
    }
    if (framed.length < start + size + 2) throw broken();
    parts.push(framed.subarray(start, start + size));
    at = start + size + 2;
  }
};

/** The body as it was meant; throws IncompleteBody when it is not as long as announced. */
export const bodyOf = ({ headers, body }: Pick<Call, 'headers' | 'body'>): Decoded => {
  const chunked =
    headers['content-encoding']?.includes('aws-chunked') === true ||
    headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true;
  if (!chunked) return { body, trailers: {} };
  const decoded = decode(body);
  const announced = headers['x-amz-decoded-content-length'];
  if (announced !== undefined && Number(announced) !== decoded.body.length) throw broken();
  return decoded;
};

/** GetObject, HeadObject and ListObjectsV2. */
import { AwsError, type Call, type Reply } from '../../kernel/contract.ts';
import { escapeXml, xmlReply } from '../../wire/reply.ts';
import type { StoredObject } from './bucket.ts';

/** Response headers that a (signed) query may set instead of the object's own. */
const OVERRIDES = [
  'content-type',
  'content-disposition',
  'content-encoding',
  'content-language',
  'cache-control',
  'expires',
];

export const noSuchKey = (): AwsError => new AwsError('NoSuchKey', 'The specified key does not exist.', 404);

const objectHeaders = (object: StoredObject, query: URLSearchParams): Record<string, string> => {
  const headers: Record<string, string> = {
    ...object.headers,
    etag: object.etag,
    'last-modified': new Date(object.modifiedAt).toUTCString(),
    'accept-ranges': 'bytes',
  };
  for (const name of OVERRIDES) {
    const override = query.get(`response-${name}`);
    if (override !== null) headers[name] = override;
  }
  return headers;
};

/** First and last byte of a Range header (RFC 9110, section 14); undefined when the whole is meant. */
const rangeOf = (range: string | undefined, size: number): readonly [number, number] | undefined => {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first > last) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return [first, last];
};

const checkConditions = ({ headers }: Call, object: StoredObject): Reply | undefined => {
  const wanted = headers['if-match'];
  if (wanted !== undefined && wanted !== '*' && wanted !== object.etag) {
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions did not hold.', 412);
  }
  if (headers['if-none-match'] !== object.etag) return undefined;
  return { status: 304, headers: { etag: object.etag }, body: '' };
};

export const objectReply = (call: Call, object: StoredObject, body: Buffer): Reply => {
  const unchanged = checkConditions(call, object);
  if (unchanged !== undefined) return unchanged;
  const headers = objectHeaders(object, call.query);
  const range = rangeOf(call.headers.range, object.size);
  if (range === undefined) return { status: 200, headers, body };
  const [first, last] = range;
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${object.size}` },
    body: body.subarray(first, last + 1),
  };
};

/** Headers as GET would send them; the wire leaves the body out. */
export const headReply = (call: Call, object: StoredObject): Reply => {
  const unchanged = checkConditions(call, object);
  if (unchanged !== undefined) return unchanged;
  const headers = { ...objectHeaders(object, call.query), 'content-length': String(object.size) };
  return { status: 200, headers, body: '' };
};

/** Goes through `objects` (sorted, after the token) and answers one page. */
export const listReply = (
  call: Call,
  bucket: string,
  list: (prefix: string, after: string) => Iterable<StoredObject>,
): Reply => {
  const { query } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
  const token = query.get('continuation-token');
  const after =
    token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const write = query.get('encoding-type') === 'url' ? encodeURIComponent : escapeXml;

  const contents: string[] = [];
  const groups = new Set<string>();
  let last = after;
  let isTruncated = false;
  for (const object of list(prefix, after)) {
    const cut = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const group = cut === -1 ? undefined : object.key.slice(0, cut + delimiter.length);
    if (group === undefined || !groups.has(group)) {
      if (contents.length + groups.size >= most) {
        isTruncated = true;
        break;
      }
      if (group !== undefined) groups.add(group);
      else {
        const modified = new Date(object.modifiedAt).toISOString();
        contents.push(
          `<Contents><Key>${write(object.key)}</Key><LastModified>${modified}</LastModified><ETag>${escapeXml(object.etag)}</ETag><Size>${object.size}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
        );
      }
    }
    last = object.key;
  }
  const next = isTruncated
    ? `<NextContinuationToken>${Buffer.from(last).toString('base64url')}</NextContinuationToken>`
    : '';
  const common = [...groups].map(
    (group) => `<CommonPrefixes><Prefix>${write(group)}</Prefix></CommonPrefixes>`,
  );
  return xmlReply(
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${escapeXml(bucket)}</Name><Prefix>${write(prefix)}</Prefix><KeyCount>${contents.length + groups.size}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join('')}${common.join('')}</ListBucketResult>`,
  );
};

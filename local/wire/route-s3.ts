/** Names the S3 operation of a path-style request: S3 has no other mark than method, path and query. */

/** Query names that turn a request into an operation on a part of the bucket or object. */
const SUBRESOURCES = [
  'acl',
  'attributes',
  'cors',
  'encryption',
  'legal-hold',
  'lifecycle',
  'location',
  'logging',
  'notification',
  'object-lock',
  'partNumber',
  'policy',
  'publicAccessBlock',
  'replication',
  'restore',
  'retention',
  'select',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
];

const BUCKET: Readonly<Record<string, string>> = {
  HEAD: 'HeadBucket',
  PUT: 'CreateBucket',
  DELETE: 'DeleteBucket',
};

const OBJECT: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

const bucketOperation = (
  method: string,
  query: URLSearchParams,
  headers: Readonly<Record<string, string>>,
): string => {
  if (method === 'GET') return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
  if (method === 'POST' && query.has('delete')) return 'DeleteObjects';
  if (method === 'POST' && headers['content-type']?.startsWith('multipart/form-data') === true) {
    return 'PostObject';
  }
  return BUCKET[method] ?? `${method} bucket`;
};

/** `PutObject`, `ListObjectsV2` … as IAM and the SDK say it; `Preflight` for a browser's question. */
export const objectOperation = (
  method: string,
  path: string,
  query: URLSearchParams,
  headers: Readonly<Record<string, string>>,
): string => {
  if (method === 'OPTIONS') return 'Preflight';
  const subresource = SUBRESOURCES.find((name) => query.has(name));
  if (subresource !== undefined) return `${method} ?${subresource}`;
  if (path === '/') return method === 'GET' ? 'ListBuckets' : `${method} /`;
  const slash = path.indexOf('/', 1);
  if (slash === -1 || slash === path.length - 1) return bucketOperation(method, query, headers);
  if (method === 'PUT' && headers['x-amz-copy-source'] !== undefined) return 'CopyObject';
  return OBJECT[method] ?? `${method} object`;
};

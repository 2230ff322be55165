/** S3: objects are asked for by their own ARN, lists by the bucket's. */
import type { Call } from '../kernel/contract.ts';
import type { Question } from './statements.ts';

/** Operations whose IAM action has another name; the rest are named alike. */
const ACTIONS: Readonly<Record<string, string>> = {
  HeadObject: 'GetObject',
  PostObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  DeleteObjects: 'DeleteObject',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  HeadBucket: 'ListBucket',
  ListBuckets: 'ListAllMyBuckets',
};

export function s3Questions(call: Call): readonly Question[] {
  const [, bucket = '', ...rest] = call.path.split('/');
  const key = call.operation === 'PostObject' ? formKey(call) : decodeURIComponent(rest.join('/'));
  const action = `s3:${ACTIONS[call.operation] ?? call.operation}`;
  const object = (of: string) => `arn:aws:s3:::${bucket}/${of}`;
  if (action === 's3:ListAllMyBuckets') return [{ action, resource: '*' }];
  if (call.operation === 'DeleteObjects')
    return deletedKeys(call).map((one) => ({ action, resource: object(one) }));
  if (call.operation === 'CopyObject') {
    const source = decodeURIComponent(call.headers['x-amz-copy-source'] ?? '').replace(/^\//, '');
    return [
      { action: 's3:GetObject', resource: `arn:aws:s3:::${source.replace(/\?versionId=.*$/, '')}` },
      { action: 's3:PutObject', resource: object(key) },
    ];
  }
  if (action === 's3:ListBucket') {
    const prefix = call.query.get('prefix');
    const context = prefix === null ? {} : { 's3:prefix': [prefix] };
    return [{ action, resource: `arn:aws:s3:::${bucket}`, context }];
  }
  const question = { action, resource: key === '' ? `arn:aws:s3:::${bucket}` : object(key) };
  const isTagged = action === 's3:PutObject' && call.headers['x-amz-tagging'] !== undefined;
  return isTagged ? [question, { ...question, action: 's3:PutObjectTagging' }] : [question];
}

const FORM_KEY = /name="key"\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]+)\r\n/i;

/** A browser's POST names the object in its form, whose fields stand before the file. */
function formKey(call: Call): string {
  return FORM_KEY.exec(call.body.toString('utf8', 0, 16_384))?.[1] ?? '';
}

function deletedKeys(call: Call): readonly string[] {
  return [...call.body.toString('utf8').matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) =>
    key.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
}

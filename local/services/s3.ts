/** S3: objects on disk, written atomically. */
import {
  type Activity,
  AwsError,
  type Call,
  type Clock,
  type Reply,
  type Service,
} from '../kernel/contract.ts';
import { ANONYMOUS } from '../wire/credentials.ts';
import { unknownOperation } from '../wire/reply.ts';
import { verifyPresigned } from '../wire/signature.ts';
import type { Bucket, BucketDescription, ObjectCreated } from './s3/bucket.ts';
import { corsHeaders, preflight } from './s3/cors.ts';
import { createExpirations } from './s3/expirations.ts';
import { describeObject } from './s3/headers.ts';
import { headReply, listReply, noSuchKey, objectReply } from './s3/reading.ts';
import { openObjectStore } from './s3/store.ts';
import { copyObject, deleteObjects, postObject, putObject, type WritingParts } from './s3/writing.ts';

export interface S3 {
  readonly service: Service;
  /** Throws AwsError `NoSuchBucket`. */
  bucket(name: string): Bucket;
  onObjectCreated(listener: (event: ObjectCreated) => void): void;
  close(): void;
}

export interface S3Options {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly buckets: readonly BucketDescription[];
}

const noSuchBucket = (name: string): AwsError =>
  new AwsError('NoSuchBucket', `The specified bucket does not exist: ${name}`, 404);

const DENIED = 'Access Denied: the request is not signed.';

/** Buckets are private: a request is signed by one of ours (whose word the wire takes), or presigned and verified. */
const authenticate = (call: Call, now: number): void => {
  if (call.query.has('X-Amz-Signature')) verifyPresigned(call, now);
  else if (call.caller === ANONYMOUS) throw new AwsError('AccessDenied', DENIED, 403);
};

const split = (path: string): { readonly bucket: string; readonly key: string } => {
  const slash = path.indexOf('/', 1);
  if (slash === -1) return { bucket: path.slice(1), key: '' };
  return { bucket: path.slice(1, slash), key: decodeURIComponent(path.slice(slash + 1)) };
};

/** Opens the buckets of a template over the objects in the data folder. */
export const createS3 = ({ dataFolder, clock, activity, buckets }: S3Options): S3 => {
  const store = openObjectStore(dataFolder);
  const listeners: ((event: ObjectCreated) => void)[] = [];
  const described = new Map(buckets.map((bucket) => [bucket.name, bucket]));
  const mustExist = (name: string): BucketDescription => {
    const bucket = described.get(name);
    if (bucket === undefined) throw noSuchBucket(name);
    return bucket;
  };
  const created = (event: ObjectCreated): void => {
    for (const listener of listeners) listener(event);
  };
  const parts: WritingParts = { store, now: clock.now, created, mustExist };
  const expirations = createExpirations(store, clock, activity, buckets);

  const act = async (call: Call, bucket: string, key: string): Promise<Reply> => {
    switch (call.operation) {
      case 'GetObject': {
        const found = await store.get(bucket, key);
        if (found === undefined) throw noSuchKey();
        return objectReply(call, found.object, found.body);
      }
      case 'HeadObject': {
        const object = store.head(bucket, key);
        if (object === undefined) throw noSuchKey();
        return headReply(call, object);
      }
      case 'PutObject':
        return putObject(call, bucket, key, parts);
      case 'CopyObject':
        return copyObject(call, bucket, key, parts);
      case 'DeleteObject':
        await store.delete(bucket, key);
        return { status: 204, headers: {}, body: '' };
      case 'DeleteObjects':
        return deleteObjects(call, bucket, parts);
      case 'ListObjectsV2':
        return listReply(call, bucket, (prefix, after) => store.list(bucket, prefix, after));
      case 'HeadBucket':
        return { status: 200, headers: {}, body: '' };
      default:
        throw unknownOperation(call);
    }
  };

  const handle = async (call: Call): Promise<Reply> => {
    const { bucket, key } = split(call.path);
    const { cors = [] } = mustExist(bucket);
    if (call.operation === 'Preflight') return preflight(cors, call);
    if (call.operation !== 'PostObject') authenticate(call, clock.now());
    const reply =
      call.operation === 'PostObject' ? await postObject(call, bucket, parts) : await act(call, bucket, key);
    return { ...reply, headers: { ...reply.headers, ...corsHeaders(cors, call) } };
  };

  return {
    service: { name: 's3', handle },
    onObjectCreated: (listener) => {
      listeners.push(listener);
    },
    bucket: (name) => {
      mustExist(name);
      return {
        name,
        put: async (key, body, headers = {}) => {
          const object = describeObject(key, body, headers, clock.now());
          await store.put(name, object, body);
          created({ bucket: name, object, eventName: 'ObjectCreated:Put' });
          return object;
        },
        get: (key) => store.get(name, key),
        list: async (prefix) => [...store.list(name, prefix, '')],
        delete: (key) => store.delete(name, key),
      };
    },
    close: () => {
      expirations.close();
      store.close();
    },
  };
};

/** S3: objects on disk, written atomically. */
import type { Activity, Clock, Service } from '../kernel/contract.ts';

export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}

export interface BucketDescription {
  readonly name: string;
  readonly cors?: readonly CorsRule[];
  /** Objects under `prefix` are deleted when they are `days` old, desk time. */
  readonly expirations?: readonly { readonly prefix: string; readonly days: number }[];
}

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** With quotes, as on the wire. */
  readonly etag: string;
  /** Milliseconds, desk time. */
  readonly modifiedAt: number;
  /** `content-type`, `cache-control`, `content-disposition`, `content-encoding`, `x-amz-meta-*` as given. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ObjectCreated {
  readonly bucket: string;
  readonly object: StoredObject;
  /** `ObjectCreated:Put`, `ObjectCreated:Post` or `ObjectCreated:Copy`. */
  readonly eventName: string;
}

export interface Bucket {
  readonly name: string;
  put(key: string, body: Uint8Array, headers?: Readonly<Record<string, string>>): Promise<StoredObject>;
  /** Undefined when there is no such object. */
  get(key: string): Promise<{ readonly object: StoredObject; readonly body: Buffer } | undefined>;
  list(prefix: string): Promise<readonly StoredObject[]>;
  delete(key: string): Promise<void>;
}

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

export const createS3 = (_options: S3Options): S3 => {
  throw new Error('stub');
};

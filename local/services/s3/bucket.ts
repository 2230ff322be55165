/** A bucket of S3 and its objects, as the rest of the desk knows them. */

/** Which pages of other sites may ask. */
export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}

/** A bucket as the template has it. */
export interface BucketDescription {
  readonly name: string;
  readonly cors?: readonly CorsRule[];
  /** Objects under `prefix` are deleted when they are `days` old, desk time. */
  readonly expirations?: readonly { readonly prefix: string; readonly days: number }[];
}

/** What is known of an object beside its bytes. */
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

/** What listeners hear when an object has been written. */
export interface ObjectCreated {
  readonly bucket: string;
  readonly object: StoredObject;
  /** `ObjectCreated:Put`, `ObjectCreated:Post` or `ObjectCreated:Copy`. */
  readonly eventName: string;
}

/** A bucket for those inside the desk, past permissions and wire. */
export interface Bucket {
  readonly name: string;
  put(key: string, body: Uint8Array, headers?: Readonly<Record<string, string>>): Promise<StoredObject>;
  /** Undefined when there is no such object. */
  get(key: string): Promise<{ readonly object: StoredObject; readonly body: Buffer } | undefined>;
  list(prefix: string): Promise<readonly StoredObject[]>;
  delete(key: string): Promise<void>;
}

/** Files in the content bucket itself. Only loaded with the first file that an instance meets, as bucket.ts is. */
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { patient } from './patience.ts';

const STORE = 'The store for attachments';

/** Whatever the sender calls it, it is a download: no browser may take it for a page of ours. */
const DOWNLOAD = { ContentType: 'application/octet-stream', ContentDisposition: 'attachment' };

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && '$metadata' in error
    ? (error.$metadata as { readonly httpStatusCode?: number }).httpStatusCode
    : undefined;

/** S3 tells who may not list the bucket 403 of what is not there (docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html). */
const ABSENT: readonly (number | undefined)[] = [403, 404];

export interface Objects {
  write(key: string, bytes: Uint8Array): Promise<void>;
  read(key: string): Promise<Uint8Array>;
  /** Nothing when there is none. */
  remove(key: string): Promise<void>;
  /** null when there is none. */
  look(key: string): Promise<{ readonly size: number; readonly etag: string } | null>;
  /** The SHA-256 of what was copied, hex; null when the source is not what it was. */
  copy(from: string, to: string, etag: string): Promise<string | null>;
}

/** Every call throws Throttled when the bucket is away. */
export const objectsIn = (bucket: string, client = new S3Client({})): Objects => ({
  write: async (key, bytes) => {
    const what = { Bucket: bucket, Key: key, Body: bytes, ...DOWNLOAD };
    await patient(STORE, client.send(new PutObjectCommand(what)));
  },
  read: async (key) => {
    const { Body } = await patient(STORE, client.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  },
  remove: async (key) => {
    await patient(STORE, client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })));
  },
  look: async (key) => {
    try {
      const head = new HeadObjectCommand({ Bucket: bucket, Key: key });
      const { ContentLength = 0, ETag = '' } = await patient(STORE, client.send(head));
      return { size: ContentLength, etag: ETag };
    } catch (error) {
      if (ABSENT.includes(statusOf(error))) return null;
      throw error;
    }
  },
  copy: async (from, to, etag) => {
    const command = new CopyObjectCommand({
      Bucket: bucket,
      Key: to,
      CopySource: `${bucket}/${from}`,
      CopySourceIfMatch: etag,
      MetadataDirective: 'REPLACE',
      ChecksumAlgorithm: 'SHA256',
      ...DOWNLOAD,
    });
    try {
      const { CopyObjectResult } = await patient(STORE, client.send(command));
      const sum = CopyObjectResult?.ChecksumSHA256;
      if (sum === undefined) throw new Error(`S3 copied ${from} without its checksum.`);
      return Buffer.from(sum, 'base64').toString('hex');
    } catch (error) {
      if (statusOf(error) === 412) return null;
      throw error;
    }
  },
});

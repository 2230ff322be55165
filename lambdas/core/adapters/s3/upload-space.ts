/** Where callers send files by themselves, in the content bucket under a prefix of their own. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { UploadSpace } from '../../application/file-ports.ts';
import type { Clock } from '../../application/ports.ts';
import { later } from '../../contracts/later.ts';
import { attachmentIdOf } from '../../domain/ticket/upload.ts';
import { defaultProvider } from '../system/credentials.ts';
import { type BucketPlace, bucketUrl } from './bucket-url.ts';
import { fileKey, uploadKey } from './file-key.ts';
import { postFields } from './post-form.ts';

const MINUTES = 10;

export const s3UploadSpace = (
  bucketName: string,
  clock: Clock,
  place: BucketPlace,
  client?: S3Client,
): UploadSpace => {
  const objects = later(async () => (await import('./objects.ts')).objectsIn(bucketName, client));
  return {
    form: async ({ id, contentType, size }) => {
      const at = clock.now();
      const expiresAt = new Date(Date.parse(at) + MINUTES * 60_000).toISOString();
      const fields = postFields({
        bucket: bucketName,
        key: uploadKey(id),
        contentType,
        size,
        region: place.region,
        credentials: await defaultProvider()(),
        at,
        expiresAt,
      });
      return { url: bucketUrl(bucketName, place), fields, expiresAt };
    },
    look: async (id) => (await objects()).look(uploadKey(id)),
    keep: async (id, etag) => (await objects()).copy(uploadKey(id), fileKey(attachmentIdOf(id)), etag),
  };
};

/** Attachments in the content bucket. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { Files } from '../../application/file-ports.ts';
import { later } from '../../contracts/later.ts';
import { fileKey } from './file-key.ts';

export const s3Files = (bucketName: string, client?: S3Client): Files => {
  const objects = later(async () => (await import('./objects.ts')).objectsIn(bucketName, client));
  return {
    write: async (id, bytes) => (await objects()).write(fileKey(id), bytes),
    read: async (id) => (await objects()).read(fileKey(id)),
  };
};

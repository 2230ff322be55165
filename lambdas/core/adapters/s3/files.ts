/** Attachments in the content bucket. */
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Files } from '../../application/ports.ts';
import { fileKey } from './file-key.ts';
import { patient } from './patience.ts';

/** Whatever the sender calls it, it is a download: no browser may take it for a page of ours. */
const DOWNLOAD = { ContentType: 'application/octet-stream', ContentDisposition: 'attachment' };

export const s3Files = (bucketName: string, client = new S3Client({})): Files => ({
  write: async (id, bytes) => {
    const what = { Bucket: bucketName, Key: fileKey(id), Body: bytes, ...DOWNLOAD };
    await patient('The store for attachments', client.send(new PutObjectCommand(what)));
  },
});

/** The bucket of raw mail, with the credentials that the operator has signed in with. */
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Access } from './place.ts';

export interface MailBucket {
  /** Null: there is no such object, or the bucket has forgotten it (`keepMailDays`). */
  read(key: string): Promise<Buffer | null>;
  write(key: string, message: Uint8Array): Promise<void>;
}

export const mailBucket = (access: Access, Bucket: string): MailBucket => {
  const s3 = new S3Client(access);
  return {
    read: async (Key) => {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return null;
        throw error;
      }
    },
    write: async (Key, Body) => {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'message/rfc822' }));
    },
  };
};

/** The content bucket itself. Only `texts.ts` loads this, with the first long text that an instance meets. */
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

export interface Bucket {
  write(key: string, text: string): Promise<void>;
  /** An object without a body is empty. */
  read(key: string): Promise<string>;
}

export const bucketNamed = (name: string, client = new S3Client({})): Bucket => ({
  write: async (key, text) => {
    const what = { Bucket: name, Key: key, Body: text, ContentType: 'text/plain; charset=utf-8' };
    await client.send(new PutObjectCommand(what));
  },
  read: async (key) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
    return (await Body?.transformToString('utf-8')) ?? '';
  },
});

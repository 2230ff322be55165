/** Raw messages in the mail bucket, where SES puts them before any code of ours runs. */
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { RawMails } from '../../application/mail-ports.ts';
import { patient } from './patience.ts';

const STORE = 'The mail bucket';

export const s3RawMails = (bucketName: string, client = new S3Client({})): RawMails => ({
  read: async (objectKey) => {
    try {
      const found = await patient(
        STORE,
        client.send(new GetObjectCommand({ Bucket: bucketName, Key: objectKey })),
      );
      return (await found.Body?.transformToByteArray()) ?? new Uint8Array();
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return null;
      throw error;
    }
  },
  list: async (after) => {
    const asked = { Bucket: bucketName, ...(after === null ? {} : { ContinuationToken: after }) };
    const page = await patient(STORE, client.send(new ListObjectsV2Command(asked)));
    const items = (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
      Key === undefined || LastModified === undefined
        ? []
        : [{ objectKey: Key, storedAt: LastModified.toISOString() }],
    );
    return { items, next: page.NextContinuationToken ?? null };
  },
});

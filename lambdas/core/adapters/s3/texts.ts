/** Long texts in the content bucket, under the hash of what they say. */
import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { TEXTS_PREFIX } from '../../contracts/content.ts';
import type { Bucket } from './bucket.ts';
import { patient } from './patience.ts';

/** What a row keeps of a text that lies in the bucket; `size` in bytes, `sha256` in hex. */
export interface StoredText {
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
}

export interface Texts {
  /** Before any row refers to it. A text that is there already is the same text. */
  put(text: string): Promise<StoredText>;
  /** Throws when the object is not what the row says. */
  get(stored: StoredText): Promise<string>;
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

const STORE = 'The store for long texts';

/**
 * The client of S3 would be a third of each function's start, and nearly no instance ever meets a text that is too
 * long for its row: it is loaded with the first one (docs/measured.md).
 */
export const s3Texts = (bucketName: string, client?: S3Client): Texts => {
  let opened: Promise<Bucket> | undefined;
  const bucket = (): Promise<Bucket> => {
    opened ??= import('./bucket.ts').then(({ bucketNamed }) => bucketNamed(bucketName, client));
    return opened;
  };
  return {
    put: async (text) => {
      const sha256 = sha256Of(text);
      const key = `${TEXTS_PREFIX}${sha256}`;
      const { write } = await bucket();
      await patient(STORE, write(key, text));
      return { key, size: Buffer.byteLength(text), sha256 };
    },
    get: async ({ key, sha256 }) => {
      const { read } = await bucket();
      const text = await patient(STORE, read(key));
      if (sha256Of(text) !== sha256) throw new Error(`The text ${key} is not the one that was stored.`);
      return text;
    },
  };
};

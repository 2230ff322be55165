/** Links to attachments in the content bucket. */
import type { FileLinks } from '../../application/file-ports.ts';
import type { Clock } from '../../application/ports.ts';
import { defaultProvider } from '../system/credentials.ts';
import { type BucketPlace, bucketUrl } from './bucket-url.ts';
import { fileKey } from './file-key.ts';
import { presignedRead } from './presign.ts';

const EXPIRES_SECONDS = 300;

/** For programs that know only ASCII; the whole name stands beside it (RFC 6266, section 5). */
const plainName = (fileName: string): string => fileName.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');

const extendedName = (fileName: string): string =>
  encodeURIComponent(fileName.toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );

export const s3FileLinks = (bucketName: string, clock: Clock, place: BucketPlace): FileLinks => ({
  link: async (id, fileName) => {
    const { origin, pathname } = new URL(bucketUrl(bucketName, place));
    return presignedRead({
      origin,
      path: `${pathname.replace(/\/$/, '')}/${fileKey(id)}`,
      region: place.region,
      credentials: await defaultProvider()(),
      at: clock.now(),
      expiresSeconds: EXPIRES_SECONDS,
      query: {
        'response-content-disposition': `attachment; filename="${plainName(fileName)}"; filename*=UTF-8''${extendedName(fileName)}`,
      },
    });
  },
});

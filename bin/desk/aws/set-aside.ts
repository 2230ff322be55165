/** The bucket where Lambda puts the changes that a stream reader gave up. */
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html: `aws/lambda/<mapping>/<shard>/…`. */
const PREFIX = 'aws/lambda/';

/** Keys of all objects, the oldest first. */
export const setAsideKeys = async (s3: S3Client, Bucket: string): Promise<readonly string[]> => {
  const found: { readonly key: string; readonly at: number }[] = [];
  for (let token: string | undefined; ; ) {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix: PREFIX,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    for (const { Key = '', LastModified } of page.Contents ?? []) {
      found.push({ key: Key, at: LastModified?.getTime() ?? 0 });
    }
    token = page.NextContinuationToken;
    if (token === undefined) break;
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ key }) => key);
};

/** Where browsers find a bucket. */

/** `endpoint` is set where S3 is not Amazon's. */
export interface BucketPlace {
  readonly region: string;
  readonly endpoint: string | undefined;
}

/** Without a slash at the end; the bucket stands in the host at Amazon, and in the path elsewhere. */
export const bucketUrl = (bucketName: string, { region, endpoint }: BucketPlace): string =>
  endpoint === undefined
    ? `https://${bucketName}.s3.${region}.amazonaws.com`
    : `${endpoint.replace(/\/$/, '')}/${bucketName}`;

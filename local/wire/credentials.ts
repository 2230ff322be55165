/** The keys of the desk on one machine: the access key id says who calls, the secret is the same for all. */

/** The access key id of the desk itself and of an operator's tools. */
export const LOCAL_ACCESS_KEY_ID = 'local';

/** The secret that signs and verifies presigned URLs and POST policies; worth nothing outside this machine. */
export const LOCAL_SECRET_ACCESS_KEY = 'local';

/** Who calls when nothing is signed: a browser that fetches keys, or asks before it uploads. */
export const ANONYMOUS = 'anonymous';

/** What a SigV4 credential says: whose key, and for which service it was signed. */
export interface Signer {
  readonly accessKeyId: string;
  readonly service: string;
}

/** Reads `<key id>/<date>/<region>/<service>/aws4_request`; undefined for anything else. */
export const signerOf = (credential: string | undefined): Signer | undefined => {
  const parts = credential?.split('/') ?? [];
  if (parts.length < 5) return undefined;
  // A key id may hold slashes itself, the scope cannot.
  const service = parts.at(-2);
  return service === undefined ? undefined : { accessKeyId: parts.slice(0, -4).join('/'), service };
};

const FORM_CREDENTIAL = /name="x-amz-credential"\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]+)\r\n/i;

/** Finds the credential in the signature header, the presigned query or a browser's POST form. */
export const credentialIn = (
  headers: Readonly<Record<string, string>>,
  query: URLSearchParams,
  body: Buffer,
): string | undefined => {
  const authorization = headers.authorization;
  if (authorization !== undefined) return /Credential=([^,\s]+)/.exec(authorization)?.[1];
  const presigned = query.get('X-Amz-Credential');
  if (presigned !== null) return presigned;
  if (headers['content-type']?.startsWith('multipart/form-data') !== true) return undefined;
  // The policy fields stand before the file; what is beyond the first kilobytes is the upload.
  return FORM_CREDENTIAL.exec(body.toString('latin1', 0, 16_384))?.[1];
};

/** Bringing a file as a browser or a program does: announced to the desk, sent to the bucket, named by a comment. */
import type { Client, Who } from './a-desk.ts';

export interface UploadBody {
  readonly id: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

export interface AttachmentBody {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
}

export const announced = async (
  desk: Client,
  who: Who,
  fileName: string,
  size: number,
  contentType = 'application/pdf',
): Promise<UploadBody> => {
  const answer = await desk.call<UploadBody>(who, 'POST', '/v1/uploads', { fileName, contentType, size });
  if (answer.status !== 201)
    throw new Error(`It was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** As the form says; `more` fields stand in the place of its own. */
export const sent = (
  { url, fields }: UploadBody,
  bytes: Uint8Array<ArrayBuffer>,
  more: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...more })) form.set(name, value);
  form.set('file', new Blob([bytes]), 'any-name');
  return fetch(url, { method: 'POST', body: form, headers });
};

/** Announced and sent; its id. */
export const uploaded = async (
  desk: Client,
  who: Who,
  fileName: string,
  bytes: Uint8Array<ArrayBuffer>,
  contentType = 'application/pdf',
): Promise<string> => {
  const upload = await announced(desk, who, fileName, bytes.length, contentType);
  const answer = await sent(upload, bytes);
  if (!answer.ok) throw new Error(`The bucket answered ${answer.status}: ${await answer.text()}`);
  return upload.id;
};

/** Signatures of webhooks as Standard Webhooks has them: https://www.standardwebhooks.com */
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** A secret in the specification's form is base64 behind its prefix; any other is taken as it is. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.from(secret);

/** HMAC-SHA256 over id, time and body, so that none of them can be exchanged. `sentAt` is ISO 8601. */
export const signatureHeaders = (
  { id, sentAt, body }: { readonly id: string; readonly sentAt: string; readonly body: string },
  secret: string,
): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(Date.parse(sentAt) / 1000));
  const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` };
};

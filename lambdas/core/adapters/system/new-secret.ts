/** Secrets of machine keys: 256 bits from the system, and the hash that is stored of them. */
import { createHash, randomBytes } from 'node:crypto';

/** `secret` is base64url, `hash` the SHA-256 of it in hex. */
export const newSecret = (): { readonly secret: string; readonly hash: string } => {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: createHash('sha256').update(secret).digest('hex') };
};

/** Task tokens: made so that a token of ours can be told from any other text, also long after its task is over. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Every token begins with these bytes, as AWS's do with theirs. */
const HEAD = Buffer.from([0, 0, 0, 42, 0, 0, 0, 1, 0]);
const NONCE_BYTES = 192;
const MAC_BYTES = 32;

/** Whose a text is: a token of this data folder, a token of another one, or no token at all. */
export type TokenKind = 'ours' | 'foreign' | 'none';

export interface Tokens {
  /** Standard base64 and some hundreds of characters long, as on AWS: code that puts it into a URL must encode it. */
  create(): string;
  kindOf(token: string): TokenKind;
}

/** `secret` is kept with the executions, so that tokens outlive a restart. */
export const createTokens = (secret: Buffer): Tokens => {
  const macOf = (bytes: Buffer): Buffer => createHmac('sha256', secret).update(bytes).digest();
  return {
    create() {
      const bytes = Buffer.concat([HEAD, randomBytes(NONCE_BYTES)]);
      return Buffer.concat([bytes, macOf(bytes)]).toString('base64');
    },
    kindOf(token) {
      const bytes = Buffer.from(token, 'base64');
      const isWhole =
        bytes.length === HEAD.length + NONCE_BYTES + MAC_BYTES && bytes.toString('base64') === token;
      if (!isWhole || !bytes.subarray(0, HEAD.length).equals(HEAD)) return 'none';
      const mac = bytes.subarray(-MAC_BYTES);
      return timingSafeEqual(macOf(bytes.subarray(0, -MAC_BYTES)), mac) ? 'ours' : 'foreign';
    },
  };
};

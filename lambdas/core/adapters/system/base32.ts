/** Crockford's base32 (crockford.com/base32.html): letters and digits that people do not mistake for each other. */

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `length` characters, five bits each, from the front of the bytes. */
export const base32 = (bytes: Uint8Array, length: number): string => {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xffff;
    held += 8;
    while (held >= 5 && text.length < length) {
      held -= 5;
      text += alphabet[(bits >> held) & 31];
    }
  }
  return text;
};

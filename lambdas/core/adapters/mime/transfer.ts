/** Content-Transfer-Encoding undone (RFC 2045 section 6): exact bytes, in one pass, whatever the bytes are. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PADDING = 64;
const SKIP = 255;

const SIXTETS = new Uint8Array(256).fill(SKIP);
for (let i = 0; i < 64; i += 1) SIXTETS[ALPHABET.charCodeAt(i)] = i;
SIXTETS['='.charCodeAt(0)] = PADDING;

/**
 * Whatever is not of the alphabet is skipped; padding ends a group, and more may follow it, as some mailers write.
 * Node's own decoder would need the mail as a string as well, reads `-` and `_` as base64url, and stops at padding.
 */
const fromBase64 = (encoded: Uint8Array): Uint8Array => {
  const bytes = Buffer.allocUnsafe(Math.floor((encoded.length * 3) / 4) + 3);
  let size = 0;
  let group = 0;
  let bits = 0;
  for (let i = 0; i < encoded.length; i += 1) {
    const sixtet = SIXTETS[encoded[i] ?? 0] ?? SKIP;
    if (bits === 0 && i + 3 < encoded.length) {
      const second = SIXTETS[encoded[i + 1] ?? 0] ?? SKIP;
      const third = SIXTETS[encoded[i + 2] ?? 0] ?? SKIP;
      const fourth = SIXTETS[encoded[i + 3] ?? 0] ?? SKIP;
      if ((sixtet | second | third | fourth) < PADDING) {
        bytes[size] = (sixtet << 2) | (second >> 4);
        bytes[size + 1] = (second << 4) | (third >> 2);
        bytes[size + 2] = (third << 6) | fourth;
        size += 3;
        i += 3;
        continue;
      }
    }
    if (sixtet < PADDING) {
      group = ((group << 6) | sixtet) & 0xffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes[size] = (group >> bits) & 0xff;
        size += 1;
      }
    } else if (sixtet === PADDING) {
      bits = 0;
    }
  }
  return bytes.subarray(0, size);
};

const EQUALS = 0x3d;
const CR = 0x0d;
const LF = 0x0a;

const hexOf = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09;

/** Line breaks stay as they came; blanks at the end of a line are the transport's (RFC 2045 section 6.7, rule 3). */
const fromQuotedPrintable = (encoded: Uint8Array): Uint8Array => {
  const bytes = Buffer.allocUnsafe(encoded.length);
  let size = 0;
  let kept = 0;
  for (let i = 0; i < encoded.length; i += 1) {
    const byte = encoded[i] ?? 0;
    if (byte === EQUALS) {
      const high = hexOf(encoded[i + 1]);
      const low = hexOf(encoded[i + 2]);
      if (high >= 0 && low >= 0) {
        bytes[size] = (high << 4) | low;
        size += 1;
        kept = size;
        i += 2;
        continue;
      }
      let end = i + 1;
      while (isBlank(encoded[end])) end += 1;
      if (encoded[end] === CR && encoded[end + 1] === LF) end += 1;
      if (end >= encoded.length || encoded[end] === LF) {
        i = end;
        kept = size;
        continue;
      }
    } else if (byte === LF || (byte === CR && encoded[i + 1] === LF)) {
      size = kept;
    }
    bytes[size] = byte;
    size += 1;
    if (!isBlank(byte)) kept = size;
  }
  return bytes.subarray(0, kept);
};

/** `encoding` in lower case. 7bit, 8bit, binary and unknown ones are a view of the same memory. */
export const decodedBytes = (encoded: Uint8Array, encoding: string): Uint8Array => {
  if (encoding === 'base64') return fromBase64(encoded);
  if (encoding === 'quoted-printable') return fromQuotedPrintable(encoded);
  return encoded;
};

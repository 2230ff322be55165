/** A block of header fields, of a message or of a part, read by postal-mime after its charsets are mended. */
import PostalMime, { decodeWords, type Email } from 'postal-mime';
import { decodedText } from './charset.ts';
import { mendedWords, oneLine } from './words.ts';

export interface HeaderBlock {
  /** Names lower-cased, values unfolded and decoded, in order; what has no proper name is left out. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** The first value of that name as it stands on the line, encoded words in UTF-8 but not decoded; null when missing. */
  raw(name: string): string | null;
  /** Addresses, subject and ids. */
  readonly email: Email;
}

const PROPER_NAME = /^[!-9;-~]+$/;

/** `bytes` end before the empty line and are within the limits of the structure's reader. */
export const readHeaderBlock = async (bytes: Uint8Array): Promise<HeaderBlock> => {
  const text = mendedWords(decodedText(bytes, null).replaceAll('\0', ''));
  const email = await PostalMime.parse(text, {
    maxHeadersSize: 8 * 1024 * 1024,
    forceRfc822Attachments: true,
  });
  const proper = email.headers.filter(
    ({ key }, index) => PROPER_NAME.test(key) && email.headerLines[index]?.line.includes(':') === true,
  );
  return {
    fields: proper.map(({ key, value }) => ({ name: key, value: oneLine(decodeWords(value)).trim() })),
    raw: (name) => proper.find(({ key }) => key === name)?.value ?? null,
    email,
  };
};

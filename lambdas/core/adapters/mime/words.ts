/** Encoded words of headers (RFC 2047), read with the same repair of charsets as bodies. */
import { decodedText } from './charset.ts';
import { decodedBytes } from './transfer.ts';

const WORD = /=\?([^?\s]{1,80})\?([QqBb])\?([^?]*)\?=/g;

const bytesOf = (encoding: string, payload: string): Uint8Array => {
  if (encoding.toUpperCase() === 'B') return decodedBytes(Buffer.from(payload, 'latin1'), 'base64');
  // Blanks are not allowed inside, yet are written; a trailing one must not be taken for a line's.
  const quoted = payload.replaceAll(/[_\s]/g, '=20');
  return decodedBytes(Buffer.from(quoted, 'utf8'), 'quoted-printable');
};

/** Control characters and line breaks become blanks: a decoded value must not be able to write a header of its own. */
export const oneLine = (text: string): string =>
  text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').toWellFormed();

interface Run {
  readonly label: string;
  readonly bytes: Uint8Array[];
}

const rewritten = ({ label, bytes }: Run): string => {
  const text = oneLine(decodedText(Buffer.concat(bytes), label));
  return `=?utf-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
};

/**
 * The same header text with every encoded word in UTF-8. Neighbours of one charset are decoded together, since mailers
 * cut characters in two; a language tag (RFC 2231 section 5) is dropped.
 */
export const mendedWords = (text: string): string => {
  if (!text.includes('=?')) return text;
  const pieces: string[] = [];
  let run: Run | null = null;
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    const [whole, charset = '', encoding = '', payload = ''] = match;
    const between = text.slice(end, match.index);
    const label = charset.replace(/\*.*$/, '').toLowerCase();
    const bytes = bytesOf(encoding, payload);
    if (run !== null && run.label === label && /^\s*$/.test(between)) {
      run.bytes.push(bytes);
    } else {
      if (run !== null) pieces.push(rewritten(run));
      pieces.push(between);
      run = { label, bytes: [bytes] };
    }
    end = match.index + whole.length;
  }
  if (run !== null) pieces.push(rewritten(run));
  pieces.push(text.slice(end));
  return pieces.join('');
};

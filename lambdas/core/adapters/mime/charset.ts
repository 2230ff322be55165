/** Bytes to text: the label where it is right, and what the bytes say where it is not. */
import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { cyrillicScore, PROSE } from './cyrillic.ts';
import { bestCyrillic, CYRILLIC, guessCharset } from './guess.ts';

/** Names that mail carries and the WHATWG Encoding Standard does not list. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['utf8mb4', 'utf-8'],
  ['cp-1251', 'windows-1251'],
  ['win-1251', 'windows-1251'],
  ['win1251', 'windows-1251'],
  ['cp-866', 'ibm866'],
  ['cp936', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['gbk', 'gb18030'],
  ['x-gbk', 'gb18030'],
  ['cp932', 'shift_jis'],
  ['cp949', 'euc-kr'],
  ['cp950', 'big5'],
  ['iso-2022-jp-1', 'iso-2022-jp'],
  ['iso-2022-jp-2', 'iso-2022-jp'],
  ['iso-2022-jp-ms', 'iso-2022-jp'],
  ['cp50220', 'iso-2022-jp'],
  ['cp50221', 'iso-2022-jp'],
]);

const EAST_ASIAN: ReadonlySet<string> = new Set(['gb18030', 'gbk', 'big5', 'shift_jis', 'euc-jp', 'euc-kr']);

/** Says nothing about high bytes, or is written by default where another one is meant. */
const IDLE: ReadonlySet<string> = new Set(['windows-1252', 'utf-8', 'x-user-defined']);

/** The name that TextDecoder uses; null for one it does not know. */
const standardName = (label: string): string | null => {
  const name = label.trim().toLowerCase().replaceAll(/["']/g, '').replaceAll('_', '-');
  for (const candidate of [ALIASES.get(name), name, name.replaceAll('-', '_'), name.replace(/^x-/, '')]) {
    if (candidate === undefined) continue;
    try {
      return new TextDecoder(candidate).encoding;
    } catch {
      // Not a name of the standard: the next spelling.
    }
  }
  return null;
};

const decodedAs = (bytes: Uint8Array, name: string): string => new TextDecoder(name).decode(bytes);

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Damage to text that is UTF-8 all the same: a character cut in two by a line's end or a truncation. */
const isDamagedUtf8 = (text: string): boolean =>
  count(text, /[\u0080-\ufffc]|[\ud800-\udbff]/g) >= 4 * count(text, /\ufffd/g);

/** What switches ISO-2022-JP to Japanese (RFC 1468). */
const ESCAPES = ['$B', '$@', '(J', '$('].map((sequence) => `\x1b${sequence}`);

/** Seven bits: ASCII, unless escapes or the label say more. */
const decodedSevenBits = (bytes: Uint8Array, label: string | null): string => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (ESCAPES.some((sequence) => text.includes(sequence))) return decodedAs(bytes, 'iso-2022-jp');
  if (label !== null && /^\s*"?(?:x-)?(?:unicode-1-1-)?utf-?7/i.test(label))
    return iconv.decode(bytes, 'utf-7');
  // Russian in UTF-16 has only low bytes; ASCII under that label, as some programs send it, has no controls.
  if (/(?![\t\r\n])\p{Cc}/u.test(text) && label !== null && /^\s*"?u(?:tf|cs)-?(?:16|2|32)/i.test(label)) {
    return byLabel(bytes, label);
  }
  return text;
};

const byLabel = (bytes: Uint8Array, label: string): string => {
  const name = standardName(label);
  if (name !== null) return decodedAs(bytes, name);
  const spelled = label.trim().toLowerCase();
  return iconv.encodingExists(spelled) ? iconv.decode(bytes, spelled) : decodedAs(bytes, 'windows-1252');
};

const guessed = (bytes: Uint8Array): string => decodedAs(bytes, guessCharset(bytes) ?? 'windows-1252');

const decodedCyrillic = (bytes: Uint8Array, name: string): string => {
  const best = bestCyrillic(bytes);
  const text = decodedAs(bytes, name);
  const own = cyrillicScore(text.slice(0, 8 * 1024));
  return best.score >= PROSE && best.score > own + 0.4 ? decodedAs(bytes, best.label) : text;
};

/**
 * The text of bytes that claim to be in `label`. A label that is missing, unknown, or a default that the bytes
 * contradict (koi8-r, windows-1251, cp866, East Asian ones sent as latin1 or utf-8) is replaced by a guess. Never throws.
 */
export const decodedText = (bytes: Uint8Array, label: string | null): string => {
  if (bytes.length === 0) return '';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodedAs(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodedAs(bytes, 'utf-16be');
  if (isAscii(bytes)) return decodedSevenBits(bytes, label);

  const name = label === null ? null : standardName(label);
  const isUnicode = isUtf8(bytes);
  if (name !== null && EAST_ASIAN.has(name)) {
    // Two characters of GBK can be valid UTF-8 by chance, so here the label comes first.
    const text = decodedAs(bytes, name);
    if (!text.includes('\ufffd')) return text;
    if (isUnicode) return decodedAs(bytes, 'utf-8');
    return isDamagedUtf8(text) ? text : guessed(bytes);
  }
  if (name?.startsWith('utf-16')) return decodedAs(bytes, isUnicode && !bytes.includes(0) ? 'utf-8' : name);
  if (isUnicode) return decodedAs(bytes, 'utf-8');
  if (label === null || name === 'utf-8') {
    const text = decodedAs(bytes, 'utf-8');
    return isDamagedUtf8(text) ? text : guessed(bytes);
  }
  if (name === null) {
    const spelled = label.trim().toLowerCase();
    return iconv.encodingExists(spelled) ? iconv.decode(bytes, spelled) : guessed(bytes);
  }
  if (IDLE.has(name)) return guessed(bytes);
  if (name.startsWith('koi8') || (CYRILLIC as readonly string[]).includes(name)) {
    return decodedCyrillic(bytes, name);
  }
  return decodedAs(bytes, name);
};

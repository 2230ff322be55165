/** Content-Type and Content-Disposition: a value and its parameters (RFC 2045), continued and encoded (RFC 2231). */
import { decodeWords } from 'postal-mime';
import { decodedText } from './charset.ts';

export interface Structured {
  /** Lower-cased, without comments; empty when there is none. */
  readonly value: string;
  /** Names lower-cased; the first of several wins, so that every reader sees the same boundary. */
  readonly parameters: ReadonlyMap<string, string>;
}

const LONGEST = 64 * 1024;
const PARAMETER = /;\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"?|([^;]*))/y;

/** Unquoted: up to the semicolon, blanks inside included as Outlook writes names, without a comment behind it. */
const tokenOf = (token: string): string => {
  const text = token.trim();
  const comment = text.endsWith(')') ? text.search(/\s\(/) : -1;
  return comment < 0 ? text : text.slice(0, comment).trimEnd();
};

const pairsOf = (text: string): readonly (readonly [name: string, value: string])[] => {
  const pairs: [string, string][] = [];
  let at = text.indexOf(';');
  while (at >= 0) {
    PARAMETER.lastIndex = at;
    const match = PARAMETER.exec(text);
    if (match === null) {
      at = text.indexOf(';', at + 1);
      continue;
    }
    const [, name = '', quoted, token = ''] = match;
    pairs.push([name.toLowerCase(), quoted?.replaceAll(/\\([\s\S])/g, '$1') ?? tokenOf(token)]);
    at = text.indexOf(';', at + match[0].length);
  }
  return pairs;
};

const percentDecoded = (text: string): Uint8Array => {
  const bytes = Buffer.from(text, 'utf8');
  const decoded = Buffer.from(
    bytes
      .toString('latin1')
      .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  return decoded;
};

interface Section {
  readonly order: number;
  readonly isEncoded: boolean;
  readonly value: string;
}

const joined = (sections: readonly Section[]): string => {
  const sorted = [...sections].sort((a, b) => a.order - b.order);
  const head = sorted[0];
  const labelled = head?.isEncoded === true ? /^([^']*)'[^']*'/.exec(head.value) : null;
  const bytes = sorted.map(({ isEncoded, value }, i) => {
    const text = i === 0 && labelled !== null ? value.slice(labelled[0].length) : value;
    // Only a section whose name ends in an asterisk is percent-encoded (RFC 2231 section 4.1).
    return isEncoded ? percentDecoded(text) : Buffer.from(text, 'utf8');
  });
  return decodedText(Buffer.concat(bytes), labelled?.[1] || null);
};

/** Reads one field; null and nonsense give an empty value. Linear. */
export const structured = (field: string | null): Structured => {
  const text = (field ?? '').slice(0, LONGEST);
  const plain = new Map<string, string>();
  const sections = new Map<string, Section[]>();
  for (const [name, value] of pairsOf(text)) {
    const continued = /^([^*]+)\*(\d{0,3})(\*?)$/.exec(name);
    if (continued === null) {
      if (!plain.has(name)) plain.set(name, decodeWords(value));
      continue;
    }
    const [, base = '', order = '', star] = continued;
    const list = sections.get(base) ?? [];
    list.push({ order: Number(order), isEncoded: order === '' || star === '*', value });
    sections.set(base, list);
  }
  for (const [name, list] of sections) plain.set(name, joined(list));
  const end = text.indexOf(';');
  const value = (end < 0 ? text : text.slice(0, end)).replaceAll(/\([^()]*\)/g, '').trim();
  return { value: value.toLowerCase(), parameters: plain };
};

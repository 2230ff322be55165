/** Reads the headers of a raw message, of the beginning of one that has too many, without parsing its body. */
import { addressParser, decodeWords } from 'postal-mime';

export interface Header {
  readonly name: string;
  /** Unfolded. */
  readonly value: string;
}

/** SES leaves out of a notification what goes beyond 10 KB of headers. */
const NOTIFIED_BYTES = 10 * 1024;

/** Whose From and Subject stand behind more than this has none here. */
const LOOKED_AT_BYTES = 1024 * 1024;

/** The headers of what is looked at. */
const headOf = (raw: Buffer): string => {
  const top = raw.subarray(0, LOOKED_AT_BYTES);
  const ends = [top.indexOf('\r\n\r\n'), top.indexOf('\n\n')].filter((index) => index >= 0);
  return top.toString('utf8', 0, Math.min(...ends, top.length));
};

export interface Headers {
  readonly all: readonly Header[];
  /** Those that a notification has room for. */
  readonly notified: readonly Header[];
  readonly truncated: boolean;
  /** The first of that name, in lower case. */
  find(name: string): string | undefined;
}

export const readHeaders = (raw: Buffer): Headers => {
  const lines = headOf(raw)
    .split(/\r?\n(?![ \t])/)
    .map((line) => ({ line, colon: line.indexOf(':') }))
    .filter(({ colon }) => colon > 0);
  const all = lines.map(({ line, colon }) => ({
    name: line.slice(0, colon).trim(),
    value: line
      .slice(colon + 1)
      .replaceAll(/\r?\n[ \t]+/g, ' ')
      .trim(),
  }));
  let bytes = 0;
  const cut = all.findIndex(({ name, value }) => {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value);
    return bytes > NOTIFIED_BYTES;
  });
  return {
    all,
    notified: cut === -1 ? all : all.slice(0, cut),
    truncated: cut !== -1,
    find: (wanted) => all.find(({ name }) => name.toLowerCase() === wanted)?.value,
  };
};

/** `Name <address>` for each of a list of addresses, as notifications write them. */
export const mailboxesIn = (value: string): readonly string[] =>
  addressParser(value, { flatten: true }).map(({ name, address = '' }) =>
    name === '' ? address : `${name} <${address}>`,
  );

/** The bare addresses of a list. */
export const addressesIn = (value: string): readonly string[] =>
  addressParser(value, { flatten: true }).flatMap(({ address }) =>
    address === undefined || address === '' ? [] : [address],
  );

export const decoded = (value: string): string => decodeWords(value);

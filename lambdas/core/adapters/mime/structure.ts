/**
 * Where the parts of a message begin and end, as ranges of its bytes (RFC 2046 section 5.1). One pass, nothing copied,
 * and bounded: a message past the limits is not read, but it is not lost either.
 */
import { type HeaderBlock, readHeaderBlock } from './header-block.ts';
import { type Structured, structured } from './parameters.ts';

export const LIMITS = {
  depth: 30,
  parts: 1000,
  headerLines: 10_000,
  headerBytes: 1024 * 1024,
} as const;

/** Why a message cannot be read, as a sentence for the people who look at quarantine. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

export interface MimePart {
  readonly header: HeaderBlock;
  readonly type: Structured;
  readonly disposition: Structured;
  /** Content-Transfer-Encoding, lower-cased. */
  readonly encoding: string;
  /** The body as it stands in the message; of a multipart, everything between its header and its end. */
  readonly body: Uint8Array;
  readonly children: readonly MimePart[];
}

interface OpenPart extends Omit<MimePart, 'body' | 'children'> {
  readonly start: number;
  readonly children: MimePart[];
  /** Of a multipart that names one. */
  readonly boundary: string | null;
}

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;
const LONGEST_BOUNDARY = 300;

/** Where the line at `at` ends, its line break not included, and where the next begins. */
const lineAt = (raw: Buffer, at: number): { readonly end: number; readonly next: number } => {
  const lf = raw.indexOf(LF, at);
  if (lf < 0) return { end: raw.length, next: raw.length };
  return { end: lf > at && raw[lf - 1] === CR ? lf - 1 : lf, next: lf + 1 };
};

/** The line break before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1). */
const beforeLineBreak = (raw: Buffer, at: number): number => (raw[at - 2] === CR ? at - 2 : at - 1);

/** The next line from the line at `from` on that begins with two dashes; -1 when there is none. */
const nextDashes = (raw: Buffer, from: number): number => {
  if (raw[from] === DASH && raw[from + 1] === DASH) return from;
  const found = raw.indexOf('\n--', from);
  return found < 0 ? -1 : found + 1;
};

/** Which of the open parts the line delimits, innermost first, and whether it ends it; null for any other line. */
const delimiterOf = (
  line: string,
  open: readonly OpenPart[],
): { readonly index: number; readonly isLast: boolean } | null => {
  for (let index = open.length - 1; index >= 0; index -= 1) {
    const boundary = open[index]?.boundary ?? null;
    if (boundary === null || !line.startsWith(boundary)) continue;
    if (line.length === boundary.length) return { index, isLast: false };
    if (line.length === boundary.length + 2 && line.endsWith('--')) return { index, isLast: true };
  }
  return null;
};

/** One message being read: its bytes, and what has been counted so far. */
class Reader {
  readonly #raw: Buffer;
  #parts = 0;
  #headerLines = 0;
  #headerBytes = 0;

  constructor(raw: Buffer) {
    this.#raw = raw;
  }

  delimiterAt(at: number, end: number, open: readonly OpenPart[]): ReturnType<typeof delimiterOf> {
    const isDashed = this.#raw[at] === DASH && this.#raw[at + 1] === DASH;
    if (!isDashed || end - at < 3 || end - at > LONGEST_BOUNDARY) return null;
    // A glance that spares a string for most lines that are none.
    const begin = this.#raw[at + 2];
    if (!open.some(({ boundary }) => boundary?.charCodeAt(0) === begin)) return null;
    return delimiterOf(
      this.#raw
        .subarray(at + 2, end)
        .toString('latin1')
        .trimEnd(),
      open,
    );
  }

  /** Reads the header at `at`. It ends at an empty line, or at a delimiter of an open part. */
  async openPart(at: number, open: readonly OpenPart[]): Promise<OpenPart> {
    this.#parts += 1;
    if (this.#parts > LIMITS.parts) throw new Unreadable(`The message has more than ${LIMITS.parts} parts.`);
    if (open.length > LIMITS.depth) {
      throw new Unreadable(`The message is nested more than ${LIMITS.depth} parts deep.`);
    }
    let end = at;
    let start = at;
    while (end < this.#raw.length) {
      const line = lineAt(this.#raw, end);
      if (line.end === end) {
        start = line.next;
        break;
      }
      if (this.delimiterAt(end, line.end, open) !== null) break;
      this.#count(line.next - end);
      end = line.next;
      start = line.next;
    }
    const header = await readHeaderBlock(this.#raw.subarray(at, end));
    const isDigest = open.at(-1)?.type.value === 'multipart/digest';
    const type = structured(header.raw('content-type') ?? (isDigest ? 'message/rfc822' : 'text/plain'));
    const boundary = type.value.startsWith('multipart/') ? type.parameters.get('boundary')?.trimEnd() : '';
    return {
      header,
      type,
      disposition: structured(header.raw('content-disposition')),
      encoding: /[\w-]+/.exec((header.raw('content-transfer-encoding') ?? '').toLowerCase())?.[0] ?? '',
      start,
      children: [],
      boundary: boundary || null,
    };
  }

  #count(bytes: number): void {
    this.#headerLines += 1;
    this.#headerBytes += bytes;
    if (this.#headerLines > LIMITS.headerLines) {
      throw new Unreadable(`The message has more than ${LIMITS.headerLines} lines of headers.`);
    }
    if (this.#headerBytes > LIMITS.headerBytes) {
      throw new Unreadable(`The message has more than ${LIMITS.headerBytes} bytes of headers.`);
    }
  }
}

/** Throws Unreadable past the limits. A part that never ends ends with the message. */
export const readStructure = async (message: Uint8Array): Promise<MimePart> => {
  const raw = Buffer.from(message.buffer, message.byteOffset, message.length);
  const reader = new Reader(raw);
  const root = await reader.openPart(0, []);
  const open: OpenPart[] = [root];

  const closed = ({ start, boundary: _boundary, ...part }: OpenPart, end: number): MimePart => ({
    ...part,
    body: raw.subarray(start, Math.max(start, end)),
  });
  /** Closes the innermost parts until `count` are open. */
  const closeTo = (count: number, end: number): void => {
    while (open.length > Math.max(count, 1)) {
      const part = open.pop();
      if (part !== undefined) open.at(-1)?.children.push(closed(part, end));
    }
  };

  let next = root.start;
  while (root.boundary !== null && next < raw.length) {
    const at = nextDashes(raw, next);
    if (at < 0) break;
    const line = lineAt(raw, at);
    const delimiter = reader.delimiterAt(at, line.end, open);
    next = line.next;
    if (delimiter === null) continue;
    const end = beforeLineBreak(raw, at);
    if (delimiter.isLast) {
      closeTo(delimiter.index, end);
      if (delimiter.index === 0) break;
      continue;
    }
    closeTo(delimiter.index + 1, end);
    const child = await reader.openPart(line.next, open);
    open.push(child);
    next = child.start;
  }
  closeTo(1, raw.length);
  return closed(root, raw.length);
};

/** The header of the message itself, or as much of it as fits, for people to read when the rest cannot be. */
export const readableHeader = (message: Uint8Array): Promise<HeaderBlock> => {
  const top = Buffer.from(message.buffer, message.byteOffset, Math.min(message.length, 64 * 1024));
  const ends = [top.indexOf('\n\n'), top.indexOf('\n\r\n')].filter((end) => end >= 0);
  return readHeaderBlock(top.subarray(0, Math.min(top.length, ...ends)));
};

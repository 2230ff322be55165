/**
 * Mailbox files (RFC 4155): where their messages begin and end, read as a stream, so that one of any size can be taken.
 * Lines that senders began with "From " were written with a `>` in front; it is taken off again.
 */

/** Bytes of the file: from the first header to behind the last line of the body. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const LF = 0x0a;
const CR = 0x0d;

/** The date is asked for too: people begin paragraphs with "From " and not every program quotes that. */
const SEPARATOR = /^From (?:.* )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\d:\d\d/;

/** No separator is longer. */
const LONGEST = 1000;

const isSeparator = (line: Buffer): boolean =>
  line.length < LONGEST &&
  line.subarray(0, 5).toString('latin1') === 'From ' &&
  SEPARATOR.test(line.toString('latin1'));

const isBlank = (line: Buffer): boolean =>
  line.length === 1 || (line.length === 2 && line[0] === CR && line[1] === LF);

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, from)) {
      const line = chunk.subarray(from, at + 1);
      yield pieces.length === 0 ? line : Buffer.concat([...pieces, line]);
      pieces = [];
      from = at + 1;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
  }
  if (pieces.length > 0) yield Buffer.concat(pieces);
}

/** A separator is the first line, or stands behind an empty one. Nothing comes from a file that begins otherwise. */
export async function* rangesIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<Range> {
  let start: number | null = null;
  let at = 0;
  let blank = 0;
  for await (const line of linesOf(chunks)) {
    if ((at === 0 || blank > 0) && isSeparator(line)) {
      if (start !== null) yield { start, end: Math.max(start, at - blank) };
      start = at + line.length;
    } else if (at === 0) return;
    at += line.length;
    blank = isBlank(line) ? line.length : 0;
  }
  if (start !== null) yield { start, end: Math.max(start, at - blank) };
}

/** By the rule of mboxrd, which takes one `>` off however many there are; mboxo knew but one. */
export const unquoted = (message: Buffer): Buffer =>
  message.includes('>From ')
    ? Buffer.from(message.toString('latin1').replaceAll(/(^|\n)>(>*From )/g, '$1$2'), 'latin1')
    : message;

/** What stands between the cells of a table: spreadsheets of many countries write `;`, for there the comma is in numbers. */
import type { Readable } from 'node:stream';

const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** No head is longer. */
const HEAD_MOST = 65_536;

/** Up to the end of a line that is in no quoted name. */
const LINE = /^(?:[^"\r\n]|"[^"]*")*(?=[\r\n])/;

const lineOf = (text: string): string | null => LINE.exec(text)?.[0] ?? null;

/** What was read of it so far, which is more than the first line; the rest stays in the stream. */
export const readHead = async (text: Readable): Promise<{ readonly read: string; readonly line: string }> => {
  let read = '';
  for await (const chunk of text.iterator({ destroyOnReturn: false })) {
    read += chunk;
    const line = lineOf(read);
    if (line !== null) return { read, line };
    if (read.length > HEAD_MOST) break;
  }
  return { read, line: read };
};

/** The one that makes most of the names out of the first line; null: none makes any. */
export const separatorOf = (line: string, names: readonly string[]): Separator | null => {
  const found = (separator: Separator): number =>
    line.split(separator).filter((cell) => names.includes(cell.replaceAll('"', '').trim().toLowerCase()))
      .length;
  const best = SEPARATORS.reduce((one, other) => (found(other) > found(one) ? other : one));
  return found(best) === 0 ? null : best;
};

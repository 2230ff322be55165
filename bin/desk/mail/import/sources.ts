/** The messages that lie in a folder or a mailbox file, one at a time. */
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Refused } from '../../http.ts';
import { type Range, rangesIn, unquoted } from './mbox.ts';

/** Where a message lies; `range` null: the file is the message. */
export interface Place {
  readonly file: string;
  readonly range: Range | null;
}

const filesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return files.filter((file) => ['.eml', '.mbox'].includes(extname(file).toLowerCase())).toSorted();
};

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw new Refused(`cannot read ${path}`, [], cause);
  }
};

async function* placesIn(file: string): AsyncGenerator<Place> {
  if (extname(file).toLowerCase() === '.eml') {
    yield { file, range: null };
    return;
  }
  let found = 0;
  for await (const range of rangesIn(createReadStream(file))) {
    found += 1;
    yield { file, range };
  }
  if (found === 0 && (await stat(file)).size > 0)
    throw new Refused(`${file} is no mailbox file: its first line does not begin with "From " (RFC 4155)`);
}

/**
 * Of a folder every `.eml` and `.mbox` in it and below, in the order of their names; else the one file, which is a
 * mailbox unless its name ends in `.eml`. Throws Refused for what cannot be read.
 */
export async function* placesOf(path: string): AsyncGenerator<Place> {
  const files = (await isFolder(path)) ? await filesIn(path) : [path];
  if (files.length === 0) throw new Refused(`there is no .eml and no .mbox in ${path}`);
  for (const file of files) yield* placesIn(file);
}

/** The message as it was before somebody put it into a mailbox file. */
export const messageAt = async ({ file, range }: Place): Promise<Buffer> => {
  if (range === null) return readFile(file);
  const handle = await open(file);
  try {
    const bytes = Buffer.alloc(range.end - range.start);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, range.start);
    return unquoted(bytes.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
};

/** For people: the file, and where in it. */
export const placeName = ({ file, range }: Place): string =>
  range === null ? file : `${file} at byte ${range.start}`;

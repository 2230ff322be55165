/** Bytes of a table as text: UTF-8, or UTF-16 where it begins with a mark that says so. Anything else is refused, never guessed. */
import { Transform } from 'node:stream';

/** What a spreadsheet's "Unicode text" begins with. */
const MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const encodingOf = (head: Uint8Array): string =>
  MARKS.find(([, mark]) => mark.every((byte, at) => head[at] === byte))?.[0] ?? 'utf-8';

/** The bytes are no text in that encoding. */
export class WrongEncoding extends Error {
  override readonly name = 'WrongEncoding';
}

/** Writes UTF-8 without a mark; fails with WrongEncoding. */
export const decoded = (): Transform => {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  const read = (chunk: Uint8Array, isMore: boolean): string => {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    try {
      return decoder.decode(chunk, { stream: isMore });
    } catch (cause) {
      throw new WrongEncoding('not UTF-8', { cause });
    }
  };
  const answer = (
    done: (error: Error | null, text?: string) => void,
    ...of: Parameters<typeof read>
  ): void => {
    let text: string;
    try {
      text = read(...of);
    } catch (error) {
      done(error as Error);
      return;
    }
    done(null, text);
  };
  return new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => answer(done, chunk, true),
    flush: (done) => answer(done, new Uint8Array(), false),
  });
};

/** What functions print goes to one file each, which starts anew when it has grown too large. */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface LogFile {
  write(chunk: Buffer | string): void;
  close(): void;
}

/** `<folder>/<name>.log`; the one before is `<name>.log.1`. */
export function openLog(folder: string, name: string, maximumBytes = 5 * 1024 * 1024): LogFile {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  let file = openSync(path, 'a');
  let size = fstatSync(file).size;
  let closed = false;
  return {
    write(chunk) {
      if (closed) return;
      if (size > maximumBytes) {
        closeSync(file);
        renameSync(path, `${path}.1`);
        file = openSync(path, 'a');
        size = 0;
      }
      size += typeof chunk === 'string' ? writeSync(file, chunk) : writeSync(file, chunk);
    },
    close() {
      if (!closed) closeSync(file);
      closed = true;
    },
  };
}

/**
 * The module of a function's thread as plain JavaScript, made once for each desk. Threads that Node had to strip of
 * their types would each take 10 MB and 40 ms of processor time more, and a busy desk has twenty.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync, stop } from 'esbuild';

/** Written into `dataFolder`; answers where it lies. */
export function makeWorkerModule(dataFolder: string): URL {
  const outfile = join(dataFolder, 'worker.mjs');
  buildSync({
    entryPoints: [join(import.meta.dirname, 'worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    logLevel: 'warning',
  });
  // It would stay about for the next build, with 20 MB.
  void stop();
  return pathToFileURL(outfile);
}

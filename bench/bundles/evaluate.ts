/** How long a bundle takes to be loaded and run to its end, each time in a process that has loaded nothing. */
import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Milliseconds on the clock, and of processor time in all threads: the latter minds other work on the machine less. */
export interface Evaluation {
  readonly wall: number;
  readonly processor: number;
}

const PROBE = `
const before = process.cpuUsage();
const startedAt = performance.now();
await import(process.argv[1]);
const wall = performance.now() - startedAt;
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ wall, processor: (user + system) / 1000 }), () => process.exit(0));
`;

/** `file` is the module; `environment` is all that it finds. */
export const evaluate = async (
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<Evaluation> => {
  const { stdout } = await execute(
    process.execPath,
    ['--input-type=module', '--eval', PROBE, pathToFileURL(file).href],
    { env: { ...environment } },
  );
  return JSON.parse(stdout) as Evaluation;
};

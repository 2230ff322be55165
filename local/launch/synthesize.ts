/** Synthesizes the CDK app for the local stage, unless nothing that it is made from has changed. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.ts';

const SOURCES = [
  'bin',
  'lib',
  'lambdas',
  'statemachines',
  'docs/openapi.json',
  'cdk.json',
  'package-lock.json',
];

/** Answers the folder of the cloud assembly below `dataFolder`. Throws CannotStart with what the app said. */
export async function synthesize(repository: string, dataFolder: string): Promise<string> {
  const assembly = join(dataFolder, 'cdk.out');
  const stamp = join(dataFolder, 'cdk.out.sha256');
  const wanted = hashOf(repository);
  if (
    existsSync(join(assembly, 'manifest.json')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted
  ) {
    return assembly;
  }
  rmSync(stamp, { force: true });
  rmSync(assembly, { recursive: true, force: true });
  await run(repository, assembly);
  writeFileSync(stamp, wanted);
  return assembly;
}

/** By content, so that a fresh checkout of the same sources counts as unchanged. */
function hashOf(repository: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(repository, source);
    if (!existsSync(path)) continue;
    const files = source.includes('.')
      ? ['']
      : readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath.slice(path.length), entry.name))
          .sort();
    for (const file of files) hash.update(`${source}/${file}\0`).update(readFileSync(join(path, file)));
  }
  return hash.digest('hex');
}

function run(repository: string, assembly: string): Promise<void> {
  const app = spawn(process.execPath, ['bin/threeline.ts'], {
    cwd: repository,
    env: {
      ...process.env,
      CDK_OUTDIR: assembly,
      THREELINE_STAGE: 'local',
      CDK_DISABLE_VERSION_CHECK: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  app.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  app.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    app.once('error', reject);
    app.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new CannotStart(`The CDK app cannot be synthesized:\n${Buffer.concat(said).toString().trim()}`),
        );
    });
  });
}

/**
 * The bundles of all functions, from one run of esbuild: what they share is read once. CDK's NodejsFunction would start
 * esbuild through npx for each, which takes thirteen seconds instead of three.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');

/**
 * Stands in for the SDK's credential chain: on Lambda credentials are in the environment, and the files, sign-ins and
 * processes that the chain also tries are a third of a cold start.
 */
const CREDENTIALS = join(ROOT, 'lambdas/core/adapters/system/credentials.ts');

export interface Bundles {
  /** The folder of one bundle; it holds `index.mjs` and what lies beside it. */
  folderOf(name: string): string;
  /** The sources that are in it, as paths from the root of the repository. */
  sourcesOf(name: string): readonly string[];
  /** Removes them; CDK has copied what it uses by then. */
  [Symbol.dispose](): void;
}

/**
 * One ES module for each entry, by name, with everything in it, the SDK too. The same sources give the same bytes, so
 * a function is deployed again only when its code changed.
 */
export const bundle = (
  entries: Readonly<Record<string, string>>,
  /** By name: files from the root of the repository that the function reads beside its module. */
  beside: Readonly<Record<string, readonly string[]>> = {},
): Bundles => {
  const { metafile, outputFiles } = buildSync({
    entryPoints: Object.entries(entries).map(([name, entry]) => ({ in: entry, out: join(name, 'index') })),
    absWorkingDir: ROOT,
    outdir: '.',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Without it esbuild takes the CommonJS half of packages, which cannot be tree-shaken.
    mainFields: ['module', 'main'],
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    alias: { '@aws-sdk/credential-provider-node': CREDENTIALS },
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  const folder = mkdtempSync(join(tmpdir(), 'threeline-bundles-'));
  for (const { path, contents } of outputFiles) {
    const file = join(folder, relative(ROOT, path));
    mkdirSync(dirname(file));
    writeFileSync(file, contents);
  }
  for (const [name, files] of Object.entries(beside)) {
    for (const file of files) copyFileSync(join(ROOT, file), join(folder, name, basename(file)));
  }
  return {
    folderOf: (name) => join(folder, name),
    sourcesOf: (name) => Object.keys(metafile.outputs[`${name}/index.mjs`]?.inputs ?? {}),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
};

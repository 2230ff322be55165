/**
 * The bundles of all functions, from one run of esbuild: what they share is read once. CDK's NodejsFunction would start
 * esbuild through npx for each, which takes thirteen seconds instead of three.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');

/**
 * Stands in for the SDK's credential chain: on Lambda credentials are in the environment, and the files, sign-ins and
 * processes that the chain also tries are a third of a cold start.
 */
const CREDENTIALS = join(ROOT, 'lambdas/core/adapters/system/credentials.ts');

export interface Bundles {
  /** The folder of one bundle; it holds `index.mjs` and nothing else. */
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
export const bundle = (entries: Readonly<Record<string, string>>): Bundles => {
  const folder = mkdtempSync(join(tmpdir(), 'threeline-'));
  const { metafile } = buildSync({
    entryPoints: Object.entries(entries).map(([name, entry]) => ({ in: entry, out: join(name, 'index') })),
    outdir: folder,
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
    absWorkingDir: ROOT,
  });
  return {
    folderOf: (name) => join(folder, name),
    sourcesOf: (name) => {
      const output = metafile.outputs[relative(ROOT, join(folder, name, 'index.mjs'))];
      if (output === undefined) throw new Error(`There is no bundle ${name}.`);
      return Object.keys(output.inputs);
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
};

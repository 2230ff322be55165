/**
 * The bundles of all functions, made by esbuild in this process. CDK's NodejsFunction would start it through npx for
 * each, which takes three times as long.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';
import { eldAsJson } from './eld-as-json.ts';

const ROOT = join(import.meta.dirname, '..');

/**
 * Stands in for the SDK's credential chain: on Lambda credentials are in the environment, and the files, sign-ins and
 * processes that the chain also tries are a third of a cold start.
 */
const CREDENTIALS = join(ROOT, 'lambdas/core/adapters/system/credentials.ts');
const BEARER_TOKENS = join(ROOT, 'lambdas/core/adapters/system/bearer-tokens.ts');

/** What sanitize-html would read styles with; it reads none (adapters/mime/safe-html.ts). */
const NO_STYLES = join(ROOT, 'lambdas/core/adapters/mime/no-styles.ts');

/** html-to-text takes it as a module, sanitize-html as CommonJS: a function needs it, and what that needs, once. */
const HTML_PARSER = fileURLToPath(import.meta.resolve('htmlparser2'));

/** The packages that read mail are CommonJS and ask for Node's own modules by `require`, which ES modules have not. */
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

export interface Bundles {
  /** The folder of one bundle: `index.mjs`, and beside it what that loads only when it is needed. */
  folderOf(name: string): string;
  /** The sources that are in it, as paths from the root of the repository. */
  sourcesOf(name: string): readonly string[];
  /** The sources that are read when a function starts, with their minified size in bytes. */
  startOf(name: string): Readonly<Record<string, number>>;
  /** Removes them; CDK has copied what it uses by then. */
  [Symbol.dispose](): void;
}

export interface BundleOptions {
  /** By name: files from the root of the repository that the function reads beside its module. */
  readonly beside?: Readonly<Record<string, readonly string[]>>;
  /** With the SDK's own credential chain; for comparison only. */
  readonly stockCredentials?: boolean;
  /** Everything in one file, whatever is imported later; for comparison only. */
  readonly oneFile?: boolean;
}

type Outputs = Metafile['outputs'];

/** The files that are loaded with `start`: what `import()` loads later is none of them. */
const loadedWith = (outputs: Outputs, start: string, seen = new Set<string>()): ReadonlySet<string> => {
  seen.add(start);
  for (const { path, kind } of outputs[start]?.imports ?? [])
    if (kind === 'import-statement' && path in outputs && !seen.has(path)) loadedWith(outputs, path, seen);
  return seen;
};

/**
 * One ES module for each entry, by name, with everything in it, the SDK too, and chunks for what it loads later. The
 * same sources give the same bytes, so a function is deployed again only when its code changed.
 */
export const bundle = (
  entries: Readonly<Record<string, string>>,
  { beside = {}, stockCredentials = false, oneFile = false }: BundleOptions = {},
): Bundles => {
  // One run each: chunks that several functions share would be files outside of their folders.
  const made = Object.entries(entries).map(([name, entry]) => {
    const { metafile, outputFiles } = buildSync({
      entryPoints: [{ in: entry, out: 'index' }],
      absWorkingDir: ROOT,
      outdir: '.',
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: !oneFile,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      // Without it esbuild takes the CommonJS half of packages, which cannot be tree-shaken.
      mainFields: ['module', 'main'],
      banner: { js: REQUIRE },
      minify: true,
      legalComments: 'none',
      alias: stockCredentials
        ? {}
        : {
            '@aws-sdk/credential-provider-node': CREDENTIALS,
            '@aws-sdk/token-providers': BEARER_TOKENS,
            postcss: NO_STYLES,
            htmlparser2: HTML_PARSER,
            'eld/extrasmall': eldAsJson(),
          },
      logLevel: 'warning',
      metafile: true,
      write: false,
    });
    return { name, outputs: metafile.outputs, outputFiles };
  });
  const folder = mkdtempSync(join(tmpdir(), 'threeline-bundles-'));
  for (const { name, outputFiles } of made) {
    mkdirSync(join(folder, name));
    for (const { path, contents } of outputFiles)
      writeFileSync(join(folder, name, relative(ROOT, path)), contents);
    for (const file of beside[name] ?? []) copyFileSync(join(ROOT, file), join(folder, name, basename(file)));
  }
  const outputsByName = new Map(made.map(({ name, outputs }) => [name, outputs]));
  const outputsOf = (name: string): Outputs => {
    const found = outputsByName.get(name);
    if (found === undefined) throw new Error(`There is no bundle ${name}.`);
    return found;
  };
  return {
    folderOf: (name) => join(folder, name),
    sourcesOf: (name) => [
      ...new Set(Object.values(outputsOf(name)).flatMap(({ inputs }) => Object.keys(inputs))),
    ],
    startOf: (name) => {
      const files = outputsOf(name);
      const sizes: Record<string, number> = {};
      for (const file of loadedWith(files, 'index.mjs'))
        for (const [source, { bytesInOutput }] of Object.entries(files[file]?.inputs ?? {}))
          sizes[source] = (sizes[source] ?? 0) + bytesInOutput;
      return sizes;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
};

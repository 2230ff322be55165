/**
 * The bundle of one function. esbuild is called in this process: CDK's NodejsFunction starts it through npx, which
 * takes a second for each function and repeats npm's warnings.
 */
import { basename, dirname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

/**
 * Stands in for the SDK's credential chain: on Lambda credentials are in the environment, and the files, sign-ins and
 * processes that the chain also tries are a third of a cold start.
 */
const CREDENTIALS = join(import.meta.dirname, '../lambdas/core/adapters/system/credentials.ts');

/** Libraries written as CommonJS call `require`, which an ES module does not have. */
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** An ES module `index.mjs` with everything in it, the SDK too; the same sources give the same bytes. */
export const bundle = (entry: string, outputFolder: string): void => {
  const built = buildSync({
    entryPoints: [entry],
    outfile: join(outputFolder, 'index.mjs'),
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
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  if (built.warnings.length > 0) throw new Error(`${basename(entry)} does not bundle cleanly; see above.`);
};

/** Its asset hash is that of the bundle, so that a function is only deployed again when its code changed. */
export const bundledCode = (entry: string): AssetCode =>
  Code.fromAsset(dirname(entry), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK asks for an image and a command although bundling happens here; by the command it tells bundles of one
      // folder apart.
      image: DockerImage.fromRegistry('unused'),
      command: [basename(entry)],
      local: {
        tryBundle: (outputFolder) => {
          bundle(entry, outputFolder);
          return true;
        },
      },
    },
  });

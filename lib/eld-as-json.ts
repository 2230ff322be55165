/**
 * eld, which tells languages, with its pieces of words as JSON. As the object of fifty thousand objects that its package
 * spells out they take three times as long to load, and 60 MB more (docs/measured.md).
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const PACKAGES = join(import.meta.dirname, '../node_modules');
const CACHE = join(PACKAGES, '.cache/threeline');

const versionOf = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;

/** What `eld/extrasmall` does, and as it does it. */
const moduleOf = (pieces: unknown): string => `import { createEld } from '../../eld/src/languageDetector.js';
const { instance, loadData } = createEld();
loadData(JSON.parse(${JSON.stringify(JSON.stringify(pieces))}));
export const eld = instance;
`;

/**
 * The file that stands in for `eld/extrasmall`. Written once for each version (another text needs another name), always
 * in the same place: bundles name it.
 */
export const eldAsJson = (): string => {
  const eld = join(PACKAGES, 'eld');
  const file = join(CACHE, `eld-${versionOf(eld)}.mjs`);
  if (existsSync(file)) return file;
  const { ngramsData } = createRequire(import.meta.url)(join(eld, 'src/ngrams/extrasmall.js'));
  mkdirSync(CACHE, { recursive: true });
  // Whoever bundles at the same time finds no half of it.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, moduleOf(ngramsData));
  renameSync(draft, file);
  return file;
};
